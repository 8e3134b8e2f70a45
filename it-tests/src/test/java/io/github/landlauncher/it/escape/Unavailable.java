package io.github.landlauncher.it.escape;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The attempts that fail on our machines without any sandbox, and why: what a sandbox makes of them
 * cannot be seen there. The suite fails if it is other attempts than these.
 */
enum Unavailable {
    NOT_IN_THE_KERNEL(
            "the kernel was built without it",
            User.ANYBODY,
            "user-namespace-x32", "alg", "smc", "smc-tcp", "sctp", "iopl"),
    NO_PING_GROUP(
            "net.ipv4.ping_group_range is empty", User.ANYBODY, "icmp"),
    DEVICE_CONTROL_GROUP(
            "the machine's device control group refuses its disk", User.ANYBODY,
            "read-disk", "read-disk-node"),
    NO_SYS_RESOURCE(
            "not even root has CAP_SYS_RESOURCE", User.ANYBODY, "raise-limit"),
    ROOT_ALREADY(
            "root has what it would gain", User.ROOT, "setuid-su"),
    NEEDS_A_CAPABILITY(
            "it needs a capability",
            User.ORDINARY,
            "read-handle", "read-fanotify", "read-log", "read-log-node", "mkchar", "chown", "mount",
            "mount-bind", "umount", "pivot-root", "new-mount", "new-mount-write", "move-mount",
            "open-tree", "chroot", "chroot-read", "setns", "process-madvise", "tcp-repair", "raw",
            "packet", "xdp", "interface", "bpf", "syslog", "sethostname", "clock", "setuid-call",
            "raise-priority", "override-mode"),
    NEEDS_ROOT_S_FILES(
            "it needs a file of root's or another user's",
            User.ORDINARY,
            "change-setting", "setuid");

    /** For whom. */
    private enum User { ROOT, ORDINARY, ANYBODY }

    private final String reason;
    private final User user;
    private final List<String> names;

    Unavailable(String reason, User user, String... names) {
        this.reason = reason;
        this.user = user;
        this.names = List.of(names);
    }

    String reason() {
        return reason;
    }

    List<String> names() {
        return names;
    }

    /** For whom it is so, in words. */
    String who() {
        return switch (user) {
            case ROOT -> "root";
            case ORDINARY -> "an ordinary user";
            case ANYBODY -> "anybody";
        };
    }

    boolean concerns(boolean root) {
        return user == User.ANYBODY || root == (user == User.ROOT);
    }

    /** Why this kind of user cannot make an attempt; empty if it can. */
    static Optional<Unavailable> reasonFor(String attempt, boolean root) {
        return Arrays.stream(values())
                .filter(reason -> reason.concerns(root) && reason.names.contains(attempt))
                .findFirst();
    }
}
