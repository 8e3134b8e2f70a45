package io.github.landlauncher;

/**
 * System calls that a containment's seccomp filter refuses together, because one reason refuses
 * them.
 *
 * <p>Of the groups that begin with {@code SOCKETS} a filter has one at most; each refuses what the
 * next one refuses, and more. Everything that no group names stays allowed.
 */
public enum SyscallGroup {
    /** Every socket(2), and socketpair(2) but for connected pairs of AF_UNIX, which no datagrams are. */
    SOCKETS_ALL,
    /** Sockets of other families than AF_UNIX. */
    SOCKETS_BUT_UNIX,
    /** Sockets but AF_UNIX and plain TCP, so MPTCP, SMC, SCTP, UDP, raw, packet, netlink and vsock. */
    SOCKETS_BUT_TCP,
    /** Sockets but AF_UNIX, plain TCP and UDP. */
    SOCKETS_BUT_TCP_AND_UDP,
    /** Sockets to hosts of a virtual machine and to the kernel's ciphers: AF_VSOCK, AF_ALG. */
    SOCKETS_VSOCK_AND_ALG,
    /** socket(AF_UNIX), and pairs of datagram sockets, which can send to any other; socketpair(2) stays. */
    UNIX_SOCKETS,
    /** MSG_FASTOPEN, which connects without Landlock's check of the port. */
    FAST_OPEN,
    /** New namespaces: unshare(2), setns(2), their flags of clone(2), and clone3(2). */
    NAMESPACES,
    /** mount(2), umount(2), pivot_root(2), chroot(2) and the calls of the newer mount interface. */
    MOUNTS,
    /** ptrace(2), process_vm_readv(2), pidfd_getfd(2), kcmp(2) and their like. */
    PTRACE,
    /** keyctl(2), add_key(2), request_key(2): the keyrings that the program shares with the JVM. */
    KEYRINGS,
    /** io_uring, whose operations no filter sees. */
    IO_URING,
    /** bpf(2), perf_event_open(2), userfaultfd(2). */
    OBSERVATION,
    /** name_to_handle_at(2), open_by_handle_at(2). */
    FILE_HANDLES,
    /**
     * Modules, kexec, swap, clocks, quotas and the like, which need a capability; and subvolumes and
     * snapshots of Btrfs, which need none, and for which Landlock is not asked.
     */
    ADMINISTRATION,
    /**
     * System V shared memory, semaphores and messages, shared with every process of the user; and
     * POSIX message queues, which Landlock keeps from being opened but not from being made or removed.
     */
    SYSV_IPC,
    /** TIOCSTI and TIOCLINUX, which type into a terminal. */
    TERMINAL_INPUT,
    /** prlimit64(2) on other processes. */
    FOREIGN_LIMITS,
    /** Set-user-ID and set-group-ID bits, on whichever way to a file mode. */
    SETID_BITS,
    /** Signals to the JVM's process or to everybody, by pid; below ABI 6. */
    SIGNALS_TO_JVM,
    /** truncate(2), and O_TRUNC without writing; below ABI 3. */
    TRUNCATE,
    /** Changes of modes, owners, times, extended attributes and inode flags, everywhere. */
    METADATA,
    /** memfd_create(2), which makes files to execute without a path. */
    MEMFD;

    /** Whether this is one of the groups of which a filter has one at most. */
    boolean decidesSockets() {
        return ordinal() <= SOCKETS_VSOCK_AND_ALG.ordinal();
    }
}
