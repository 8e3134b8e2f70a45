package io.github.landlauncher.linux;

import java.util.Locale;

/**
 * The system calls that a filter can refuse or show to a watcher, in the order of their numbers on
 * x86-64.
 *
 * <p>The second number is that of include/uapi/asm-generic/unistd.h, which 64-bit ARM and RISC-V
 * share, except that RISC-V never had renameat(2). Calls from 424 on have the same number
 * everywhere.
 *
 * <p>Sources: arch/x86/entry/syscalls/syscall_64.tbl, scripts/syscall.tbl, Linux 7.3.
 */
enum Syscall {
    OPEN(2, Syscall.NONE),
    IOCTL(16, 29),
    SHMGET(29, 194),
    SHMAT(30, 196),
    SHMCTL(31, 195),
    SOCKET(41, 198),
    CONNECT(42, 203),
    SENDTO(44, 206),
    SENDMSG(46, 211),
    BIND(49, 200),
    SOCKETPAIR(53, 199),
    SETSOCKOPT(54, 208),
    CLONE(56, 220),
    EXECVE(59, 221),
    KILL(62, 129),
    SEMGET(64, 190),
    SEMOP(65, 193),
    SEMCTL(66, 191),
    SHMDT(67, 197),
    MSGGET(68, 186),
    MSGSND(69, 189),
    MSGRCV(70, 188),
    MSGCTL(71, 187),
    TRUNCATE(76, 45),
    RENAME(82, Syscall.NONE),
    MKDIR(83, Syscall.NONE),
    RMDIR(84, Syscall.NONE),
    CREAT(85, Syscall.NONE),
    LINK(86, Syscall.NONE),
    UNLINK(87, Syscall.NONE),
    SYMLINK(88, Syscall.NONE),
    CHMOD(90, Syscall.NONE),
    FCHMOD(91, 52),
    CHOWN(92, Syscall.NONE),
    FCHOWN(93, 55),
    LCHOWN(94, Syscall.NONE),
    PTRACE(101, 117),
    SYSLOG(103, 116),
    RT_SIGQUEUEINFO(129, 138),
    UTIME(132, Syscall.NONE),
    MKNOD(133, Syscall.NONE),
    USELIB(134, Syscall.NONE),
    VHANGUP(153, 58),
    MODIFY_LDT(154, Syscall.NONE),
    PIVOT_ROOT(155, 41),
    ADJTIMEX(159, 171),
    CHROOT(161, 51),
    ACCT(163, 89),
    SETTIMEOFDAY(164, 170),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    SWAPON(167, 224),
    SWAPOFF(168, 225),
    REBOOT(169, 142),
    SETHOSTNAME(170, 161),
    SETDOMAINNAME(171, 162),
    IOPL(172, Syscall.NONE),
    IOPERM(173, Syscall.NONE),
    CREATE_MODULE(174, Syscall.NONE),
    INIT_MODULE(175, 105),
    DELETE_MODULE(176, 106),
    GET_KERNEL_SYMS(177, Syscall.NONE),
    QUERY_MODULE(178, Syscall.NONE),
    QUOTACTL(179, 60),
    SETXATTR(188, 5),
    LSETXATTR(189, 6),
    FSETXATTR(190, 7),
    REMOVEXATTR(197, 14),
    LREMOVEXATTR(198, 15),
    FREMOVEXATTR(199, 16),
    TKILL(200, 130),
    LOOKUP_DCOOKIE(212, 18),
    SEMTIMEDOP(220, 192),
    CLOCK_SETTIME(227, 112),
    TGKILL(234, 131),
    UTIMES(235, Syscall.NONE),
    MQ_OPEN(240, 180),
    MQ_UNLINK(241, 181),
    KEXEC_LOAD(246, 104),
    ADD_KEY(248, 217),
    REQUEST_KEY(249, 218),
    KEYCTL(250, 219),
    MIGRATE_PAGES(256, 238),
    OPENAT(257, 56),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    FCHOWNAT(260, 54),
    FUTIMESAT(261, Syscall.NONE),
    UNLINKAT(263, 35),
    RENAMEAT(264, 38),
    LINKAT(265, 37),
    SYMLINKAT(266, 36),
    FCHMODAT(268, 53),
    UNSHARE(272, 97),
    MOVE_PAGES(279, 239),
    UTIMENSAT(280, 88),
    RT_TGSIGQUEUEINFO(297, 240),
    PERF_EVENT_OPEN(298, 241),
    FANOTIFY_INIT(300, 262),
    PRLIMIT64(302, 261),
    NAME_TO_HANDLE_AT(303, 264),
    OPEN_BY_HANDLE_AT(304, 265),
    CLOCK_ADJTIME(305, 266),
    SENDMMSG(307, 269),
    SETNS(308, 268),
    PROCESS_VM_READV(310, 270),
    PROCESS_VM_WRITEV(311, 271),
    KCMP(312, 272),
    FINIT_MODULE(313, 273),
    RENAMEAT2(316, 276),
    MEMFD_CREATE(319, 279),
    KEXEC_FILE_LOAD(320, 294),
    BPF(321, 280),
    EXECVEAT(322, 281),
    USERFAULTFD(323, 282),
    PIDFD_SEND_SIGNAL(424),
    IO_URING_SETUP(425),
    IO_URING_ENTER(426),
    IO_URING_REGISTER(427),
    OPEN_TREE(428),
    MOVE_MOUNT(429),
    FSOPEN(430),
    FSCONFIG(431),
    FSMOUNT(432),
    FSPICK(433),
    CLONE3(435),
    OPENAT2(437),
    PIDFD_GETFD(438),
    PROCESS_MADVISE(440),
    MOUNT_SETATTR(442),
    QUOTACTL_FD(443),
    PROCESS_MRELEASE(448),
    FCHMODAT2(452),
    SETXATTRAT(463),
    REMOVEXATTRAT(466),
    OPEN_TREE_ATTR(467),
    FILE_SETATTR(469);

    /** Stands for a number where an architecture lacks the call. */
    static final int NONE = -1;

    private final int x86;
    private final int generic;

    Syscall(int everywhere) {
        this(everywhere, everywhere);
    }

    Syscall(int x86, int generic) {
        this.x86 = x86;
        this.generic = generic;
    }

    /** The number on an architecture, or {@link #NONE}. */
    int number(Architecture architecture) {
        if (this == RENAMEAT && architecture == Architecture.RISCV64) {
            return NONE;
        }
        return architecture == Architecture.X86_64 ? x86 : generic;
    }

    /** The kernel's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
