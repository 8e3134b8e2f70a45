package io.github.landlauncher;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Landlock leaves open although a reader of the policy might think otherwise.
 *
 * <p>Sources: landlock.rst of Linux 7.3 on current limitations; the MPTCP and Fast Open gaps are
 * the issues 54 and 41 of the kernel project landlock-lsm/linux.
 */
final class Gaps {

    private Gaps() {}

    /**
     * The gaps that concern what is handled on this kernel. What the policy asked for and this kernel
     * lacks is not among them: a line of its own says that it was dropped. Nor is what the filter
     * closes.
     */
    static List<Line> of(
            SandboxPolicy policy,
            Set<AccessFs> fs,
            FilterPlan plan,
            LandlockSupport support) {
        List<Line> lines = new ArrayList<>();
        if (plan.sockets() != SyscallGroup.SOCKETS_ALL) {
            network(policy, plan, lines);
        }
        if (!fs.isEmpty()) {
            files(policy, plan, support, lines);
        } else if (policy.handledFs().isEmpty()) {
            lines.add(Line.notCovered("files", "the policy handles no right on files"));
        }
        if (!policy.scopes().contains(Scope.SIGNAL)) {
            lines.add(Line.notCovered("signals", Scope.SIGNAL.withoutIt()));
        }
        if (!policy.scopes().contains(Scope.ABSTRACT_UNIX_SOCKET) && !plan.refusesUnixSockets()) {
            lines.add(Line.notCovered("abstract sockets", Scope.ABSTRACT_UNIX_SOCKET.withoutIt()));
        }
        if (!policy.contained()) {
            String rings = plan.groups().contains(SyscallGroup.IO_URING) ? "" : "io_uring, ";
            lines.add(Line.notCovered("kernel interfaces", rings + "keyrings, System V IPC, POSIX queues,"
                    + " user namespaces, limits of other processes, bpf, perf_event_open, userfaultfd,"
                    + " subvolumes of Btrfs: Landlock alone filters no system call"));
        }
        if (reachesOthersScheduling(policy, support)) {
            lines.add(Line.notCovered("scheduling", "setpriority, sched_setaffinity, sched_setscheduler and"
                    + " ioprio_set work on the user's other processes, this JVM included"));
        }
        lines.add(Line.notCovered("resources",
                "processes, memory, disk and time are limited only by what a line here says"));
        return lines;
    }

    /** The kernel refuses whoever lacks a capability that the other process has. */
    private static boolean reachesOthersScheduling(SandboxPolicy policy, LandlockSupport support) {
        return !support.has(Facility.CAPABILITIES)
                || policy.beyondLandlock()
                        .capabilities()
                        .map(kept -> kept.contains(Capability.SYS_NICE))
                        .orElse(true);
    }

    private static void network(
            SandboxPolicy policy, FilterPlan plan, List<Line> lines) {
        Set<AccessNet> asked = policy.handledNet();
        if (asked.isEmpty() && plan.missing().contains(SyscallGroup.SOCKETS_ALL)) {
            return; // its line says that it was dropped
        }
        if (asked.isEmpty()) {
            lines.add(Line.notCovered("network", "the policy handles no port: every network is open"));
        } else {
            boolean closed = plan.closesDetours(policy);
            udp(asked, closed && plan.refusesUdp(), lines);
            if (!plan.isAbout("other sockets")) {
                lines.add(Line.notCovered("other sockets",
                        "raw, netlink, vsock and the like; SMC and SCTP; listen without bind"));
            } else if (!plan.refusesTcp()) {
                lines.add(Line.notCovered("listen", "without bind it takes a port of the kernel's choice"));
            }
        }
    }

    private static void udp(Set<AccessNet> asked, boolean refused, List<Line> lines) {
        if (asked.contains(AccessNet.BIND_UDP) && asked.contains(AccessNet.CONNECT_SEND_UDP)) {
            return; // they have lines of their own
        }
        lines.add(refused
                ? Line.enforced("UDP", Mechanism.SECCOMP, "no UDP socket can be made")
                : Line.notCovered("UDP", "datagrams pass unless both UDP rights are handled, ABI 10"));
    }

    private static void files(
            SandboxPolicy policy, FilterPlan plan, LandlockSupport support, List<Line> lines) {
        if (!policy.handledFs().contains(AccessFs.RESOLVE_UNIX) && !plan.refusesUnixSockets()) {
            lines.add(Line.notCovered("unix sockets", AccessFs.RESOLVE_UNIX.withoutIt()));
        }
        if (!support.errata().contains(Erratum.DISCONNECTED_DIRECTORY_HANDLING)) {
            lines.add(Line.notCovered("disconnected directories",
                    "this kernel does not report erratum 3 as fixed: a rename out of a bind mount may widen rights"));
        }
        lines.add(Line.notCovered("metadata",
                "stat, readlink, access, chdir, inotify and flock work wherever the user may use them"));
        if (!plan.isAbout("metadata changes")) {
            lines.add(Line.notCovered("metadata changes",
                    "chmod, chown, utime and setxattr work wherever the user may use them"
                            + (policy.contained() ? "" : "; set-ID bits too")));
        }
        lines.add(Line.notCovered("processes",
                "command lines, states and descriptor numbers of all, where a rule allows reading /proc"));
        if (policy.handledFs().contains(AccessFs.EXECUTE)) {
            lines.add(Line.notCovered("interpreters",
                    "ld.so and interpreters that may be executed run whatever they can read"));
        }
    }

    /** What an enforced right on TCP ports does not cover on this kernel; empty for UDP. */
    static String limits(
            AccessNet right, SandboxPolicy policy, FilterPlan plan, LandlockSupport support) {
        if (!right.isTcp()) {
            return "";
        }
        List<String> ways = new ArrayList<>();
        boolean filtered = plan.closesDetours(policy);
        // Before this erratum was fixed, TCP rights hit MPTCP as well.
        if (!filtered && support.has(Facility.MPTCP) && support.errata().contains(Erratum.TCP_SOCKET_IDENTIFICATION)) {
            ways.add("MPTCP passes");
        }
        // The fix is in 7.2 and was backported without a sign of it in ABI or errata.
        if (!filtered && right == AccessNet.CONNECT_TCP && !LandlockAbi.V10.isWithin(support.abi())) {
            ways.add("TCP Fast Open may pass");
        }
        return ways.isEmpty() ? "" : "plain TCP only: " + String.join(", ", ways);
    }
}
