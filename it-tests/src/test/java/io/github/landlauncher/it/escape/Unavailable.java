package io.github.landlauncher.it.escape;

import io.github.landlauncher.it.KernelAbi;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The attempts that fail on our machines without any sandbox, and why: what a sandbox makes of them
 * cannot be seen there. The suite fails if it is other attempts than these.
 */
enum Unavailable {
    NOT_IN_THE_KERNEL(
            "the kernel was built without it, or has it as a module", Where.EVERYWHERE, User.ANYBODY,
            "user-namespace-x32", "alg", "smc", "smc-tcp", "sctp"),
    NO_PING_GROUP(
            "net.ipv4.ping_group_range is empty", Where.EVERYWHERE, User.ANYBODY, "icmp"),
    NO_IOPL(
            "the kernel was built without it", Where.NO_GUEST, User.ANYBODY, "iopl"),
    DEVICE_CONTROL_GROUP(
            "the machine's device control group refuses its disk", Where.NO_GUEST, User.ANYBODY,
            "read-disk", "read-disk-node"),
    NO_SYS_RESOURCE(
            "not even root has CAP_SYS_RESOURCE", Where.NO_GUEST, User.ANYBODY, "raise-limit"),
    NO_DISK(
            "the machine has no disk", Where.GUEST, User.ANYBODY, "read-disk", "read-disk-node"),
    NO_HOST(
            "the kernel has it as a module, and there are none", Where.GUEST, User.ANYBODY, "vsock"),
    ROOT_OF_THE_KERNEL(
            "the root is the kernel's first one, which stays before Linux 7.0", Where.GUEST_BEFORE_7_0,
            User.ROOT, "pivot-root"),
    NO_ATTRIBUTES(
            "files in memory have no such attributes before Linux 6.6", Where.GUEST_BEFORE_6_6,
            User.ANYBODY, "getxattr", "setxattr", "removexattr"),
    NO_FCHMODAT2(
            "Linux 6.6 is the first to have it", Where.GUEST_BEFORE_6_6, User.ANYBODY, "fchmodat2"),
    NO_SUCH_OPERATION(
            "io_uring has the operation since Linux 5.19", Where.GUEST_BEFORE_6_1,
            User.ANYBODY, "udp-ring", "tcp-ring"),
    NO_USER_MODE(
            "userfaultfd knows UFFD_USER_MODE_ONLY since Linux 5.11", Where.GUEST_BEFORE_6_1,
            User.ANYBODY, "userfaultfd"),
    NO_LANDLOCK(
            "there is no Landlock to misuse", Where.GUEST_WITHOUT_LANDLOCK, User.ANYBODY,
            "read-new-layer", "read-new-layer-threads", "leaked-ruleset"),
    NO_FLAGS(
            "files in memory have no flags before Linux 6.1", Where.GUEST_BEFORE_6_1, User.ANYBODY,
            "setflags"),
    NO_MPTCP(
            "the kernel was built without it", Where.GUEST_BEFORE_6_1, User.ANYBODY,
            "mptcp", "mptcp-bind"),
    NO_MPTCP_FAST_OPEN(
            "Linux 6.2 is the first to have it", Where.GUEST_BEFORE_6_2, User.ANYBODY,
            "mptcp-fast-open"),
    NO_UDP_LITE(
            "Linux 7.1 has it no more", Where.GUEST_SINCE_7_1, User.ANYBODY, "udp-lite"),
    ROOT_ALREADY(
            "root has what it would gain", Where.EVERYWHERE, User.ROOT, "setuid-su"),
    NEEDS_A_CAPABILITY(
            "it needs a capability",
            Where.EVERYWHERE,
            User.ORDINARY,
            "read-handle", "read-fanotify", "read-log", "read-log-node", "mkchar", "chown", "mount",
            "mount-bind", "umount", "pivot-root", "new-mount", "new-mount-write", "move-mount",
            "open-tree", "chroot", "chroot-read", "setns", "process-madvise", "tcp-repair", "raw",
            "packet", "xdp", "interface", "bpf", "syslog", "sethostname", "clock", "setuid-call",
            "raise-priority", "override-mode", "link-disconnected"),
    NEEDS_A_CAPABILITY_IN_A_GUEST(
            "it needs a capability", Where.GUEST, User.ORDINARY, "iopl", "raise-limit"),
    NEEDS_ROOT_S_FILES(
            "it needs a file of root's or another user's",
            Where.EVERYWHERE,
            User.ORDINARY,
            "change-setting", "setuid");

    /** For whom. */
    private enum User { ROOT, ORDINARY, ANYBODY }

    /** On which machines. */
    private enum Where {
        EVERYWHERE("", true),
        NO_GUEST("", !Machine.isGuest()),
        GUEST("in guests", Machine.isGuest()),
        GUEST_BEFORE_6_1("in guests", Machine.isGuestBefore(6, 1)),
        GUEST_BEFORE_6_2("in guests", Machine.isGuestBefore(6, 2)),
        GUEST_BEFORE_6_6("in guests", Machine.isGuestBefore(6, 6)),
        GUEST_BEFORE_7_0("in guests", Machine.isGuestBefore(7, 0)),
        GUEST_WITHOUT_LANDLOCK(
                "in guests without Landlock", Machine.isGuest() && KernelAbi.current() == 0),
        GUEST_SINCE_7_1("in guests", Machine.isGuest() && Machine.isLinux(7, 1));

        private final String words;
        private final boolean here;

        Where(String words, boolean here) {
            this.words = words;
            this.here = here;
        }
    }

    private final String reason;
    private final Where where;
    private final User user;
    private final List<String> names;

    Unavailable(String reason, Where where, User user, String... names) {
        this.reason = reason;
        this.where = where;
        this.user = user;
        this.names = List.of(names);
    }

    String reason() {
        return reason;
    }

    List<String> names() {
        return names;
    }

    /** For whom it is so, and where, in words. */
    String who() {
        String who = switch (user) {
            case ROOT -> "root";
            case ORDINARY -> "an ordinary user";
            case ANYBODY -> "anybody";
        };
        return (who + " " + where.words).strip();
    }

    /** Whether it is so on this machine. */
    boolean concerns(boolean root) {
        return where.here && (user == User.ANYBODY || root == (user == User.ROOT));
    }

    /** Why this kind of user cannot make an attempt; empty if it can. */
    static Optional<Unavailable> reasonFor(String attempt, boolean root) {
        return Arrays.stream(values())
                .filter(reason -> reason.concerns(root) && reason.names.contains(attempt))
                .findFirst();
    }
}
