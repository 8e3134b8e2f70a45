package io.github.landlauncher;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a report says of groups of system calls, capabilities, the user and limits. */
final class ContainmentReport {

    private static final String NO_SECCOMP = "this kernel has no seccomp filters";
    private static final String BY_IO_URING = "refused, but an operation of io_uring goes past every filter";

    private static final String UNBOUND =
            "the kernel does not hold uid 0 to it: run as another user, or limit the control group";

    private ContainmentReport() {}

    static List<Line> of(SandboxPolicy policy, FilterPlan plan, LandlockSupport support) {
        List<Line> lines = new ArrayList<>();
        Containment containment = policy.beyondLandlock();
        for (SyscallGroup group : SyscallGroup.values()) {
            if (plan.missing().contains(group)) {
                lines.add(Line.dropped(what(group), NO_SECCOMP));
            } else if (plan.groups().contains(group)) {
                boolean leaky = FilterPlan.leaky(containment) && FilterPlan.isPassedByIoUring(group);
                lines.add(leaky
                        ? Line.notCovered(what(group), BY_IO_URING)
                        : Line.enforced(what(group), Mechanism.SECCOMP, refusal(group)));
            } else if (containment.hardened() && containment.allowed().contains(group)) {
                lines.add(Line.notCovered(what(group), "the policy allows it"));
            }
        }
        privileges(containment, support, lines);
        limits(containment, support, lines);
        return lines;
    }

    private static void privileges(
            Containment containment, LandlockSupport support, List<Line> lines) {
        containment.runAs().ifPresent(
                user -> lines.add(Line.enforced("user", Mechanism.CREDENTIALS, user.toString())));
        if (containment.capabilities().isPresent()) {
            Set<Capability> kept = containment.capabilities().get();
            lines.add(Line.enforced(
                    "capabilities", Mechanism.CREDENTIALS, kept.isEmpty() ? "none kept" : "but for " + kept));
        } else if (support.has(Facility.CAPABILITIES)) {
            lines.add(Line.notCovered("capabilities", "the program keeps those of the JVM; with SYS_ADMIN or"
                    + " PERFMON it reads the JVM's environment on Linux 6.16 and later, if a rule allows /proc"));
        }
    }

    private static void limits(Containment containment, LandlockSupport support, List<Line> lines) {
        for (Map.Entry<Resource, Limit> limit : containment.effectiveLimits().entrySet()) {
            String what = "RLIMIT_" + limit.getKey();
            lines.add(binds(limit.getKey(), containment, support)
                    ? Line.enforced(what, Mechanism.RLIMIT, limit.getValue().toString())
                    : Line.dropped(what, UNBOUND));
        }
        for (ControlGroupLimits.Limit limit : containment.controlGroup().limits()) {
            lines.add(Line.notCovered(limit.file(),
                    limit.value() + ": a start decides, it needs a control group delegated to the JVM"));
        }
    }

    /** The first limit that this kernel would not hold the program to, as a sentence, or null. */
    private static String unboundLimit(Containment containment, LandlockSupport support) {
        for (Resource resource : containment.effectiveLimits().keySet()) {
            if (!binds(resource, containment, support)) {
                return "RLIMIT_" + resource + ": " + UNBOUND;
            }
        }
        return null;
    }

    private static boolean binds(
            Resource resource, Containment containment, LandlockSupport support) {
        boolean root = containment.runAs().isPresent()
                ? containment.runAs().get().uid() == 0
                : support.has(Facility.ROOT);
        return resource != Resource.NPROC || !root;
    }

    static String what(SyscallGroup group) {
        return switch (group) {
            case SOCKETS_ALL -> "network";
            case SOCKETS_BUT_UNIX, SOCKETS_BUT_TCP, SOCKETS_BUT_TCP_AND_UDP -> "other sockets";
            case SOCKETS_VSOCK_AND_ALG -> "vsock and alg";
            case UNIX_SOCKETS -> "new unix sockets";
            case FAST_OPEN -> "TCP Fast Open";
            case NAMESPACES -> "namespaces";
            case MOUNTS -> "mounts";
            case PTRACE -> "ptrace";
            case KEYRINGS -> "keyrings";
            case IO_URING -> "io_uring";
            case OBSERVATION -> "observation";
            case FILE_HANDLES -> "file handles";
            case ADMINISTRATION -> "administration";
            case SYSV_IPC -> "System V IPC";
            case TERMINAL_INPUT -> "terminal input";
            case FOREIGN_LIMITS -> "limits of other processes";
            case SETID_BITS -> "set-ID bits";
            case SIGNALS_TO_JVM -> "signals to the JVM's pid";
            case TRUNCATE -> "truncation";
            case METADATA -> "metadata changes";
            case MEMFD -> "memfd";
        };
    }

    private static String refusal(SyscallGroup group) {
        return switch (group) {
            case SOCKETS_ALL -> "no socket can be made; socketpair(AF_UNIX) stays, but for datagrams";
            case SOCKETS_BUT_UNIX -> "no socket can be made but AF_UNIX";
            case SOCKETS_BUT_TCP -> "no socket can be made but AF_UNIX and plain TCP";
            case SOCKETS_BUT_TCP_AND_UDP -> "no socket can be made but AF_UNIX, plain TCP and UDP";
            case SOCKETS_VSOCK_AND_ALG -> "vsock and alg are refused";
            case UNIX_SOCKETS -> "socket(AF_UNIX) is refused; socketpair(AF_UNIX) stays, but for datagrams";
            case FAST_OPEN -> "MSG_FASTOPEN is refused";
            case NAMESPACES -> "unshare, setns, clone3 and their like are refused";
            case MOUNTS -> "mount, chroot and the newer mount interface are refused";
            case PTRACE -> "ptrace, process_vm_readv and their like are refused";
            case KEYRINGS -> "keyctl, add_key and request_key are refused";
            case IO_URING -> "its system calls are refused";
            case OBSERVATION -> "bpf, perf_event_open and userfaultfd are refused";
            case FILE_HANDLES -> "name_to_handle_at and open_by_handle_at are refused";
            case ADMINISTRATION ->
                    "modules, kexec, swap, clocks, syslog, subvolumes of Btrfs and their like are refused";
            case SYSV_IPC -> "shared memory, semaphores and messages are refused, POSIX queues too";
            case TERMINAL_INPUT -> "TIOCSTI and TIOCLINUX are refused";
            case FOREIGN_LIMITS -> "prlimit on other processes is refused";
            case SETID_BITS -> "modes with set-user-ID or set-group-ID are refused";
            case SIGNALS_TO_JVM -> "other thread ids of the JVM are reachable, and its process group unless it leads that";
            case TRUNCATE -> "truncate is refused everywhere, O_TRUNC unless the file may be written";
            case METADATA -> "chmod, chown, utime, setxattr and their like are refused everywhere";
            case MEMFD -> "memfd_create is refused";
        };
    }

    /** Why a strict policy cannot start, or null. */
    static String refusal(SandboxPolicy policy, FilterPlan plan, LandlockSupport support) {
        if (!plan.missing().isEmpty()) {
            return "it needs a seccomp filter, and " + NO_SECCOMP
                    + ".\n  Use a kernel with CONFIG_SECCOMP_FILTER=y, or bestEffort(...) to run without."
                    + "\n  See docs/errors.md#seccomp-missing";
        }
        String unbound = unboundLimit(policy.beyondLandlock(), support);
        return unbound == null ? null : unbound + ", or bestEffort(...) to run without."
                + "\n  See docs/errors.md#limit-does-not-bind";
    }
}
