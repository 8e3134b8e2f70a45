package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.ArgumentTest.hasAnyOf;
import static io.github.landlauncher.linux.ArgumentTest.is;
import static io.github.landlauncher.linux.ArgumentTest.isNot;
import static io.github.landlauncher.linux.Syscall.*;
import static io.github.landlauncher.linux.libc.Errno.EACCES;
import static io.github.landlauncher.linux.libc.Errno.EAFNOSUPPORT;
import static io.github.landlauncher.linux.libc.Errno.ENOENT;
import static io.github.landlauncher.linux.libc.Errno.ENOSYS;
import static io.github.landlauncher.linux.libc.Errno.EOPNOTSUPP;
import static io.github.landlauncher.linux.libc.Errno.EPERM;
import static io.github.landlauncher.linux.libc.Errno.EPROTONOSUPPORT;
import static io.github.landlauncher.linux.libc.FilterHeader.*;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_ACCMODE;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_CREAT;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_DIRECTORY;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_TMPFILE;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_TRUNC;

import io.github.landlauncher.SyscallGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * What each group of system calls refuses, when, with which errno, and why.
 *
 * <p>A call whose flags are behind a pointer, where no filter sees them, fails with ENOSYS: programs
 * then use the older call, whose flags are arguments. The other errno is the one that the kernel
 * itself gives where it lacks or forbids such a thing.
 */
final class FilterTable {

    /**
     * Numbers that no kernel with Landlock implements; they fail with ENOSYS without a filter. One
     * that lies between two numbers with the same refusal may get it too, so that the three make
     * one range. They were removed in Linux 2.6.
     */
    static final List<Syscall> UNIMPLEMENTED = List.of(CREATE_MODULE, GET_KERNEL_SYMS, QUERY_MODULE);

    private static final int SOCK_TYPE_MASK = 0xf; // linux/net.h; the rest are flags
    private static final int CREATING = O_CREAT | O_TMPFILE & ~O_DIRECTORY; // open(2) takes a mode
    private static final int SETID = S_ISUID | S_ISGID;
    private static final int NEW_NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS
            | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

    private final List<FilterRow> rows = new ArrayList<>();

    private FilterTable() {}

    /**
     * The rows of a group.
     *
     * @param jvm the process that {@link SyscallGroup#SIGNALS_TO_JVM} protects
     */
    static List<FilterRow> of(SyscallGroup group, int jvm) {
        FilterTable table = new FilterTable();
        FilterTable filled = switch (group) {
            case SOCKETS_ALL, SOCKETS_BUT_UNIX, SOCKETS_BUT_TCP, SOCKETS_BUT_TCP_AND_UDP,
                    SOCKETS_VSOCK_AND_ALG, UNIX_SOCKETS, FAST_OPEN -> table.sockets(group);
            case NAMESPACES -> table.namespaces();
            case MOUNTS -> table.mounts();
            case PTRACE -> table.ptrace();
            case KEYRINGS -> table.refuse(EPERM, "the keyrings are the JVM's too",
                    ADD_KEY, REQUEST_KEY, KEYCTL);
            case IO_URING -> table.refuse(ENOSYS, "no filter sees what a ring does",
                    IO_URING_SETUP, IO_URING_ENTER, IO_URING_REGISTER);
            case OBSERVATION -> table.refuse(EPERM, "watches other processes, as root also the JVM",
                    BPF, PERF_EVENT_OPEN, USERFAULTFD);
            case FILE_HANDLES -> table.refuse(EPERM, "a file handle needs no path",
                    NAME_TO_HANDLE_AT, OPEN_BY_HANDLE_AT);
            case ADMINISTRATION -> table.administration();
            case SYSV_IPC -> table.systemFive();
            case TERMINAL_INPUT -> table.refuseIf(EPERM, "types into a terminal",
                    is(1, TIOCSTI, TIOCLINUX), IOCTL);
            case FOREIGN_LIMITS -> table.refuseIf(EPERM, "0 is the caller, others may be the JVM",
                    isNot(0, 0), PRLIMIT64);
            case SETID_BITS -> table.setidBits();
            case SIGNALS_TO_JVM -> table.signals(jvm);
            case TRUNCATE -> table.truncation();
            case METADATA -> table.metadata();
            case MEMFD -> table.refuse(EPERM, "a file to execute without a path", MEMFD_CREATE);
        };
        return List.copyOf(filled.rows);
    }

    private FilterTable refuse(int errno, String reason, Syscall... calls) {
        return refuseIf(errno, reason, List.of(), calls);
    }

    private FilterTable refuseIf(int errno, String reason, ArgumentTest test, Syscall... calls) {
        return refuseIf(errno, reason, List.of(test), calls);
    }

    private FilterTable refuseIf(int errno, String reason, List<ArgumentTest> tests, Syscall... calls) {
        for (Syscall call : calls) {
            rows.add(new FilterRow(call, new Refusal(tests, errno), reason));
        }
        return this;
    }

    private FilterTable sockets(SyscallGroup group) {
        return switch (group) {
            case SOCKETS_ALL -> refuse(EAFNOSUPPORT, "the network, and other processes' sockets", SOCKET)
                    .families(SOCKETPAIR, AF_UNIX)
                    .connectedPairs();
            case SOCKETS_BUT_UNIX -> families(SOCKET, AF_UNIX)
                    .families(SOCKETPAIR, AF_UNIX);
            case SOCKETS_BUT_TCP -> families(SOCKET, AF_UNIX, AF_INET, AF_INET6)
                    .internet(isNot(1, SOCK_STREAM).masked(SOCK_TYPE_MASK), "UDP, raw, ICMP, SCTP")
                    .internet(isNot(2, IPPROTO_IP, IPPROTO_TCP), "MPTCP, SMC and SCTP escape Landlock")
                    .upperLayers()
                    .families(SOCKETPAIR, AF_UNIX);
            case SOCKETS_BUT_TCP_AND_UDP -> families(SOCKET, AF_UNIX, AF_INET, AF_INET6)
                    .internet(isNot(1, SOCK_STREAM, SOCK_DGRAM).masked(SOCK_TYPE_MASK), "raw, SCTP")
                    .protocols(SOCK_STREAM, IPPROTO_TCP, "MPTCP, SMC and SCTP escape Landlock")
                    .protocols(SOCK_DGRAM, IPPROTO_UDP, "ICMP, UDP-Lite")
                    .upperLayers()
                    .families(SOCKETPAIR, AF_UNIX);
            case SOCKETS_VSOCK_AND_ALG -> refuseIf(EAFNOSUPPORT, "the host, the kernel's ciphers",
                    is(0, AF_VSOCK, AF_ALG), SOCKET);
            case UNIX_SOCKETS -> refuseIf(EAFNOSUPPORT, "agents and services; connected pairs reach nobody",
                    is(0, AF_UNIX), SOCKET)
                    .connectedPairs();
            case FAST_OPEN -> fastOpen();
            default -> throw new IllegalArgumentException(group.name());
        };
    }

    private FilterTable families(Syscall call, Integer... allowed) {
        return refuseIf(EAFNOSUPPORT, "families that Landlock does not restrict", isNot(0, allowed), call);
    }

    /** Of a pair of datagram sockets each can send and be connected to any other address, see unix(7). */
    private FilterTable connectedPairs() {
        ArgumentTest type = isNot(1, SOCK_STREAM, SOCK_SEQPACKET).masked(SOCK_TYPE_MASK);
        return refuseIf(EPROTONOSUPPORT, "datagrams reach others than the pair's other end",
                List.of(is(0, AF_UNIX), type), SOCKETPAIR);
    }

    private FilterTable internet(ArgumentTest test, String reason) {
        return refuseIf(EPROTONOSUPPORT, reason, List.of(is(0, AF_INET, AF_INET6), test), SOCKET);
    }

    private FilterTable protocols(int type, int protocol, String reason) {
        return refuseIf(EPROTONOSUPPORT, reason,
                List.of(is(0, AF_INET, AF_INET6), is(1, type).masked(SOCK_TYPE_MASK),
                        isNot(2, IPPROTO_IP, protocol)), SOCKET);
    }

    /** Programs do without TLS in the kernel where it gives this errno, that of an unknown name. */
    private FilterTable upperLayers() {
        return refuseIf(ENOENT, "can make SMC of TCP, which escapes Landlock",
                List.of(is(1, IPPROTO_TCP), is(2, TCP_ULP)), SETSOCKOPT);
    }

    private FilterTable fastOpen() {
        String reason = "connects without Landlock's check of the port";
        return refuseIf(EOPNOTSUPP, reason, hasAnyOf(3, MSG_FASTOPEN), SENDTO, SENDMMSG)
                .refuseIf(EOPNOTSUPP, reason, hasAnyOf(2, MSG_FASTOPEN), SENDMSG);
    }

    private FilterTable namespaces() {
        return refuseIf(EPERM, "a new namespace", hasAnyOf(0, NEW_NAMESPACES), CLONE)
                .refuse(EPERM, "a new namespace, or another one", UNSHARE, SETNS)
                .refuse(ENOSYS, "flags behind a pointer", CLONE3);
    }

    private FilterTable mounts() {
        return refuse(EPERM, "changes which files there are",
                        MOUNT, UMOUNT2, PIVOT_ROOT, CHROOT, MOVE_MOUNT, MOUNT_SETATTR)
                .refuse(EPERM, "a step towards a mount",
                        OPEN_TREE, OPEN_TREE_ATTR, FSOPEN, FSCONFIG, FSMOUNT, FSPICK);
    }

    private FilterTable ptrace() {
        return refuse(EPERM, "another process's memory or descriptors",
                        PTRACE, PROCESS_VM_READV, PROCESS_VM_WRITEV, PIDFD_GETFD, KCMP)
                .refuse(EPERM, "another process's memory", PROCESS_MADVISE, PROCESS_MRELEASE);
    }

    private FilterTable administration() {
        return refuse(EPERM, "another kernel, or more of it",
                        KEXEC_LOAD, KEXEC_FILE_LOAD, INIT_MODULE, FINIT_MODULE, DELETE_MODULE, REBOOT)
                .refuse(EPERM, "accounts, swap and quotas", ACCT, SWAPON, SWAPOFF, QUOTACTL, QUOTACTL_FD)
                .refuse(EPERM, "the system's clock",
                        SETTIMEOFDAY, CLOCK_SETTIME, CLOCK_ADJTIME, ADJTIMEX)
                .refuse(EPERM, "the system's names", SETHOSTNAME, SETDOMAINNAME)
                .refuse(EPERM, "the kernel's log, and what files others open",
                        SYSLOG, LOOKUP_DCOOKIE, FANOTIFY_INIT)
                .refuse(EPERM, "the machine's ports and segments", IOPL, IOPERM, MODIFY_LDT)
                .refuse(EPERM, "memory of other processes", MOVE_PAGES, MIGRATE_PAGES)
                .refuse(EPERM, "old, rarely tested", USELIB, VHANGUP)
                .refuseIf(EPERM, "makes and removes directories, which Landlock is not asked about",
                        is(1, BTRFS_IOC_SNAP_CREATE, BTRFS_IOC_SUBVOL_CREATE, BTRFS_IOC_SNAP_DESTROY,
                                BTRFS_IOC_SNAP_CREATE_V2, BTRFS_IOC_SUBVOL_CREATE_V2,
                                BTRFS_IOC_SNAP_DESTROY_V2), IOCTL);
    }

    /** With those that need no identifier of ...get(2): one can be guessed, or read in /proc. */
    private FilterTable systemFive() {
        String shared = "shared with every process of the user";
        return refuse(EPERM, shared, SHMGET, SHMAT, SHMCTL, SEMGET, MSGGET)
                .refuse(EPERM, shared, SEMOP, SEMTIMEDOP, SEMCTL, MSGSND, MSGRCV, MSGCTL)
                .refuse(EPERM, "nothing is attached", SHMDT)
                .refuse(EPERM, "makes and removes queues, whether or not they may be opened",
                        MQ_OPEN, MQ_UNLINK);
    }

    /** Not mkdir(2) and mkdirat(2): the kernel drops these bits from a new directory's mode. */
    private FilterTable setidBits() {
        ArgumentTest second = hasAnyOf(1, SETID);
        ArgumentTest third = hasAnyOf(2, SETID);
        String reason = "a program that runs as its owner, for whoever is outside";
        return refuseIf(EPERM, reason, second, CHMOD, FCHMOD, CREAT, MKNOD)
                .refuseIf(EPERM, reason, third, FCHMODAT, FCHMODAT2, MKNODAT)
                .refuseIf(EPERM, reason, List.of(hasAnyOf(1, CREATING), third), OPEN)
                .refuseIf(EPERM, reason, List.of(hasAnyOf(2, CREATING), hasAnyOf(3, SETID)), OPENAT)
                .refuse(ENOSYS, "mode behind a pointer", OPENAT2);
    }

    /** The JVM's threads other than its first have numbers of their own, which tkill(2) takes. */
    private FilterTable signals(int jvm) {
        return refuseIf(EPERM, "the JVM, the group it may lead, everybody", is(0, jvm, -jvm, -1), KILL)
                .refuseIf(EPERM, "the JVM", is(0, jvm, -1),
                        TKILL, TGKILL, RT_SIGQUEUEINFO, RT_TGSIGQUEUEINFO)
                .refuse(ENOSYS, "a pidfd does not tell whose it is", PIDFD_SEND_SIGNAL);
    }

    /** Truncation without the right WRITE_FILE; O_ACCMODE opens for neither reading nor writing. */
    private FilterTable truncation() {
        ArgumentTest flags = is(1, O_TRUNC, O_TRUNC | O_ACCMODE).masked(O_TRUNC | O_ACCMODE);
        return refuse(EACCES, "no filter sees a path", TRUNCATE)
                .refuseIf(EACCES, "truncates without writing", flags, OPEN)
                .refuseIf(EACCES, "truncates without writing", flags.of(2), OPENAT)
                .refuse(ENOSYS, "flags behind a pointer", OPENAT2);
    }

    private FilterTable metadata() {
        String reason = "Landlock restricts no change of metadata";
        return refuse(EPERM, reason, CHMOD, FCHMOD, FCHMODAT, FCHMODAT2)
                .refuse(EPERM, reason, CHOWN, FCHOWN, LCHOWN, FCHOWNAT)
                .refuse(EPERM, reason, UTIME, UTIMES, FUTIMESAT, UTIMENSAT)
                .refuse(EPERM, reason, SETXATTR, LSETXATTR, FSETXATTR, SETXATTRAT)
                .refuse(EPERM, reason, REMOVEXATTR, LREMOVEXATTR, FREMOVEXATTR, REMOVEXATTRAT)
                .refuse(EPERM, reason, FILE_SETATTR)
                .refuseIf(EPERM, reason, is(1, FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR), IOCTL)
                .refuseIf(EPERM, "who may read a file makes it unchangeable for good",
                        is(1, FS_IOC_ENABLE_VERITY, FS_IOC_SET_ENCRYPTION_POLICY), IOCTL)
                .refuseIf(EPERM, "flags and versions of single file systems",
                        is(1, FS_IOC_SETVERSION, EXT4_IOC_SETVERSION, FAT_IOCTL_SET_ATTRIBUTES,
                                BTRFS_IOC_SUBVOL_SETFLAGS), IOCTL);
    }
}
