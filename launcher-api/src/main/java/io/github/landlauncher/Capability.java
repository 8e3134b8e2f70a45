package io.github.landlauncher;

/**
 * A capability, one of the parts that root's power is made of; see capabilities(7).
 *
 * <p>Constants are in the kernel's order, so that the ordinal is the kernel's number, and carry its
 * names without {@code CAP_}.
 */
public enum Capability {
    /** Change owner and group of any file. */
    CHOWN,
    /** Read, write and search whatever the mode of a file says. */
    DAC_OVERRIDE,
    /** Read files and search directories whatever their mode says; open_by_handle_at(2). */
    DAC_READ_SEARCH,
    /** Do to any file what its owner may: chmod(2), utime(2), unlink(2) in sticky directories. */
    FOWNER,
    /** Keep set-user-ID and set-group-ID bits when a file changes. */
    FSETID,
    /** Signal any process. */
    KILL,
    /** Change group IDs and supplementary groups. */
    SETGID,
    /** Change user IDs. */
    SETUID,
    /** Drop capabilities from the bounding set, change securebits. */
    SETPCAP,
    /** Set the append-only and immutable flags of inodes. */
    LINUX_IMMUTABLE,
    /** Bind ports below 1024. */
    NET_BIND_SERVICE,
    /** Unused by the kernel. */
    NET_BROADCAST,
    /** Configure networks. */
    NET_ADMIN,
    /** Open raw and packet sockets. */
    NET_RAW,
    /** Lock memory beyond RLIMIT_MEMLOCK. */
    IPC_LOCK,
    /** Use any System V IPC object. */
    IPC_OWNER,
    /** Load and unload kernel modules. */
    SYS_MODULE,
    /** Use I/O ports and raw memory. */
    SYS_RAWIO,
    /** chroot(2), setns(2) to mount namespaces. */
    SYS_CHROOT,
    /** Trace any process and read its memory. */
    SYS_PTRACE,
    /** acct(2). */
    SYS_PACCT,
    /** Mount, make namespaces, and much else; on Linux 6.16 to 7.3 also read what /proc says of the JVM. */
    SYS_ADMIN,
    /** reboot(2), kexec_load(2). */
    SYS_BOOT,
    /** Raise priorities. */
    SYS_NICE,
    /** Exceed and raise resource limits. */
    SYS_RESOURCE,
    /** Set the clock. */
    SYS_TIME,
    /** Configure terminals, vhangup(2). */
    SYS_TTY_CONFIG,
    /** Make device nodes. */
    MKNOD,
    /** Take leases on any file. */
    LEASE,
    /** Write audit records. */
    AUDIT_WRITE,
    /** Configure auditing. */
    AUDIT_CONTROL,
    /** Give capabilities to files. */
    SETFCAP,
    /** Override a mandatory access control module. */
    MAC_OVERRIDE,
    /** Configure a mandatory access control module. */
    MAC_ADMIN,
    /** Read the kernel's log and addresses. */
    SYSLOG,
    /** Set timers that wake the system. */
    WAKE_ALARM,
    /** Keep the system awake. */
    BLOCK_SUSPEND,
    /** Read audit records. Linux 3.16. */
    AUDIT_READ,
    /** Observe performance; on Linux 6.16 to 7.3 also read what /proc says of the JVM. Linux 5.8. */
    PERFMON,
    /** Load BPF programs. Linux 5.8. */
    BPF,
    /** Checkpoint and restore processes. Linux 5.9. */
    CHECKPOINT_RESTORE;

    /** The bit of this capability in the kernel's masks. */
    public long bit() {
        return 1L << ordinal();
    }
}
