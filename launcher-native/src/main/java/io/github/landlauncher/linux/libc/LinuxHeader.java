package io.github.landlauncher.linux.libc;

/**
 * Constants of the Linux and C library headers, with their C names, for 64-bit x86, ARM and RISC-V.
 *
 * <p>Each group names the header that defines it. All are the numbers of {@code asm-generic},
 * except where a condition on the architecture says otherwise. Error numbers are in {@link Errno}.
 */
public final class LinuxHeader {

    private static final boolean AARCH64 = "aarch64".equals(System.getProperty("os.arch"));
    private static final boolean AMD64 = "amd64".equals(System.getProperty("os.arch"));

    // asm/unistd.h: system calls without a function in every C library; musl 1.2.3 has no statx.
    public static final int __NR_statx = AMD64 ? 332 : 291;
    public static final int __NR_pidfd_send_signal = 424;
    public static final int __NR_pidfd_open = 434;
    public static final int __NR_openat2 = 437;

    // asm/fcntl.h: open(2).
    public static final int O_RDONLY = 0x0;
    public static final int O_WRONLY = 0x1;
    public static final int O_RDWR = 0x2;
    public static final int O_ACCMODE = 0x3;
    public static final int O_CREAT = 0x40;
    public static final int O_EXCL = 0x80;
    public static final int O_NOCTTY = 0x100;
    public static final int O_TRUNC = 0x200;
    public static final int O_APPEND = 0x400;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_DIRECTORY = AARCH64 ? 0x4000 : 0x10000;
    public static final int O_NOFOLLOW = AARCH64 ? 0x8000 : 0x20000;
    public static final int O_CLOEXEC = 0x80000;
    public static final int O_PATH = 0x200000;
    public static final int O_TMPFILE = 0x400000 | O_DIRECTORY;

    // asm/fcntl.h and linux/fcntl.h: fcntl(2).
    public static final int F_GETFD = 1;
    public static final int F_SETFD = 2;
    public static final int F_GETFL = 3;
    public static final int F_SETFL = 4;
    public static final int FD_CLOEXEC = 1;
    public static final int F_DUPFD_CLOEXEC = 1030;
    public static final int F_ADD_SEALS = 1033;
    public static final int F_GET_SEALS = 1034;
    public static final int F_SEAL_SEAL = 0x1;
    public static final int F_SEAL_SHRINK = 0x2;
    public static final int F_SEAL_GROW = 0x4;
    public static final int F_SEAL_WRITE = 0x8;
    public static final int F_SEAL_FUTURE_WRITE = 0x10; // Linux 5.1
    public static final int F_SEAL_EXEC = 0x20; // Linux 6.3

    // linux/fcntl.h: the calls whose names end in "at", and statx(2).
    public static final int AT_FDCWD = -100;
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    public static final int AT_EMPTY_PATH = 0x1000;

    // linux/memfd.h: memfd_create(2).
    public static final int MFD_CLOEXEC = 0x1;
    public static final int MFD_ALLOW_SEALING = 0x2;
    public static final int MFD_NOEXEC_SEAL = 0x8; // Linux 6.3
    public static final int MFD_EXEC = 0x10; // Linux 6.3

    // linux/openat2.h: open_how.resolve.
    public static final long RESOLVE_NO_XDEV = 0x01;
    public static final long RESOLVE_NO_MAGICLINKS = 0x02;
    public static final long RESOLVE_NO_SYMLINKS = 0x04;
    public static final long RESOLVE_BENEATH = 0x08;
    public static final long RESOLVE_IN_ROOT = 0x10;
    public static final long RESOLVE_CACHED = 0x20;

    // linux/stat.h: statx(2) and the file types in its mode.
    public static final int STATX_TYPE = 0x1;
    public static final int STATX_MODE = 0x2;
    public static final int STATX_UID = 0x8;
    public static final int STATX_INO = 0x100;
    public static final int S_IFMT = 0xf000;
    public static final int S_IFIFO = 0x1000;
    public static final int S_IFCHR = 0x2000;
    public static final int S_IFDIR = 0x4000;
    public static final int S_IFBLK = 0x6000;
    public static final int S_IFREG = 0x8000;
    public static final int S_IFLNK = 0xa000;
    public static final int S_IFSOCK = 0xc000;

    // linux/magic.h: statfs.f_type.
    /** A mount of proc(5). */
    public static final long PROC_SUPER_MAGIC = 0x9fa0;

    // linux/eventpoll.h: epoll(7).
    public static final int EPOLL_CLOEXEC = O_CLOEXEC;
    public static final int EPOLL_CTL_ADD = 1;
    public static final int EPOLL_CTL_DEL = 2;
    public static final int EPOLL_CTL_MOD = 3;
    public static final int EPOLLIN = 0x1;
    public static final int EPOLLPRI = 0x2;
    public static final int EPOLLOUT = 0x4;
    public static final int EPOLLERR = 0x8;
    public static final int EPOLLHUP = 0x10;
    public static final int EPOLLONESHOT = 1 << 30;
    public static final int EPOLLET = 1 << 31;

    // linux/eventfd.h: eventfd(2).
    public static final int EFD_NONBLOCK = O_NONBLOCK;
    public static final int EFD_CLOEXEC = O_CLOEXEC;

    // asm/ioctls.h: ioctl(2).
    public static final long TCGETS = 0x5401;
    public static final long FIONREAD = 0x541B;

    // linux/wait.h: waitid(2).
    public static final int P_ALL = 0;
    public static final int P_PID = 1;
    public static final int P_PGID = 2;
    public static final int P_PIDFD = 3;
    public static final int WNOHANG = 0x1;
    public static final int WEXITED = 0x4;
    public static final int WNOWAIT = 0x1000000;

    // asm/siginfo.h: si_code of SIGCHLD.
    public static final int CLD_EXITED = 1;
    public static final int CLD_KILLED = 2;
    public static final int CLD_DUMPED = 3;

    // asm/signal.h.
    public static final int SIGHUP = 1;
    public static final int SIGINT = 2;
    public static final int SIGQUIT = 3;
    public static final int SIGKILL = 9;
    public static final int SIGPIPE = 13;
    public static final int SIGTERM = 15;
    public static final int SIGCHLD = 17;
    public static final int SIGSTOP = 19;

    // linux/prctl.h and linux/seccomp.h: prctl(2).
    public static final int PR_SET_SECCOMP = 22;
    public static final int SECCOMP_MODE_FILTER = 2;

    // linux/capability.h: capget(2).
    public static final int _LINUX_CAPABILITY_VERSION_3 = 0x20080522;

    private LinuxHeader() {}
}
