package io.github.landlauncher.linux.libc;

/**
 * The constants of {@code include/uapi/linux/landlock.h} of Linux 7.3 (Landlock ABI 11), with their
 * C names.
 *
 * <p>They stand here because a distribution's own header is often older than its kernel. The ABI at
 * the head of a group is the first one that knows it. System call numbers are those of
 * {@code include/uapi/asm-generic/unistd.h}, the same on every architecture of {@link LinuxHeader}.
 */
public final class LandlockHeader {

    // System calls.
    public static final int __NR_landlock_create_ruleset = 444;
    public static final int __NR_landlock_add_rule = 445;
    public static final int __NR_landlock_restrict_self = 446;

    // landlock_create_ruleset flags: what to ask, with attr NULL and size 0.
    public static final int LANDLOCK_CREATE_RULESET_VERSION = 1 << 0;
    public static final int LANDLOCK_CREATE_RULESET_ERRATA = 1 << 1; // ABI 7, backported to others

    // landlock_add_rule flags.
    public static final int LANDLOCK_ADD_RULE_QUIET = 1 << 0; // ABI 10

    // landlock_restrict_self flags.
    public static final int LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF = 1 << 0; // ABI 7
    public static final int LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON = 1 << 1; // ABI 7
    public static final int LANDLOCK_RESTRICT_SELF_LOG_SUBDOMAINS_OFF = 1 << 2; // ABI 7
    public static final int LANDLOCK_RESTRICT_SELF_TSYNC = 1 << 3; // ABI 8
    public static final int LANDLOCK_RESTRICT_SELF_NO_NEW_PRIVS = 1 << 4; // ABI 11

    // enum landlock_rule_type.
    public static final int LANDLOCK_RULE_PATH_BENEATH = 1;
    public static final int LANDLOCK_RULE_NET_PORT = 2; // ABI 4

    // handled_access_fs: ABI 1 unless marked.
    public static final long LANDLOCK_ACCESS_FS_EXECUTE = 1L << 0;
    public static final long LANDLOCK_ACCESS_FS_WRITE_FILE = 1L << 1;
    public static final long LANDLOCK_ACCESS_FS_READ_FILE = 1L << 2;
    public static final long LANDLOCK_ACCESS_FS_READ_DIR = 1L << 3;
    public static final long LANDLOCK_ACCESS_FS_REMOVE_DIR = 1L << 4;
    public static final long LANDLOCK_ACCESS_FS_REMOVE_FILE = 1L << 5;
    public static final long LANDLOCK_ACCESS_FS_MAKE_CHAR = 1L << 6;
    public static final long LANDLOCK_ACCESS_FS_MAKE_DIR = 1L << 7;
    public static final long LANDLOCK_ACCESS_FS_MAKE_REG = 1L << 8;
    public static final long LANDLOCK_ACCESS_FS_MAKE_SOCK = 1L << 9;
    public static final long LANDLOCK_ACCESS_FS_MAKE_FIFO = 1L << 10;
    public static final long LANDLOCK_ACCESS_FS_MAKE_BLOCK = 1L << 11;
    public static final long LANDLOCK_ACCESS_FS_MAKE_SYM = 1L << 12;
    public static final long LANDLOCK_ACCESS_FS_REFER = 1L << 13; // ABI 2
    public static final long LANDLOCK_ACCESS_FS_TRUNCATE = 1L << 14; // ABI 3
    public static final long LANDLOCK_ACCESS_FS_IOCTL_DEV = 1L << 15; // ABI 5
    public static final long LANDLOCK_ACCESS_FS_RESOLVE_UNIX = 1L << 16; // ABI 9

    // handled_access_net.
    public static final long LANDLOCK_ACCESS_NET_BIND_TCP = 1L << 0; // ABI 4
    public static final long LANDLOCK_ACCESS_NET_CONNECT_TCP = 1L << 1; // ABI 4
    public static final long LANDLOCK_ACCESS_NET_BIND_UDP = 1L << 2; // ABI 10
    public static final long LANDLOCK_ACCESS_NET_CONNECT_SEND_UDP = 1L << 3; // ABI 10

    // scoped: ABI 6.
    public static final long LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET = 1L << 0;
    public static final long LANDLOCK_SCOPE_SIGNAL = 1L << 1;

    private LandlockHeader() {}
}
