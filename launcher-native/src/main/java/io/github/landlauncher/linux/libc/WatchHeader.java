package io.github.landlauncher.linux.libc;

/**
 * Constants of the Linux headers that are looked for in the arguments of watched system calls, with
 * their C names, for 64-bit x86, ARM and RISC-V.
 */
public final class WatchHeader {

    // linux/fcntl.h: the calls whose names end in "at".
    public static final int AT_REMOVEDIR = 0x200;
    public static final int AT_SYMLINK_FOLLOW = 0x400;
    public static final int AT_EXECVE_CHECK = 0x10000; // Linux 6.14

    // linux/fs.h: renameat2(2).
    public static final int RENAME_NOREPLACE = 0x1;
    public static final int RENAME_EXCHANGE = 0x2;
    public static final int RENAME_WHITEOUT = 0x4;

    // sys/socket.h: address families and levels of options.
    public static final int AF_UNSPEC = 0;
    public static final int SOL_SOCKET = 1;

    // linux/pidfd.h: pidfd_send_signal(2).
    public static final int PIDFD_SIGNAL_PROCESS_GROUP = 0x4; // Linux 6.9

    // asm/ioctls.h and linux/fs.h: ioctl(2).
    public static final int FIONBIO = 0x5421;
    public static final int FIONCLEX = 0x5450;
    public static final int FIOCLEX = 0x5451;
    public static final int FIOASYNC = 0x5452;
    public static final int FIOQSIZE = 0x5460;
    public static final int FIGETBSZ = 0x2;
    public static final int FIFREEZE = 0xC0045877;
    public static final int FITHAW = 0xC0045878;
    public static final int FICLONE = 0x40049409;
    public static final int FICLONERANGE = 0x4020940D;
    public static final int FIDEDUPERANGE = 0xC0189436;
    public static final int FS_IOC_FIEMAP = 0xC020660B;
    public static final int FS_IOC_GETFSUUID = 0x80111500; // Linux 6.9
    public static final int FS_IOC_GETFSSYSFSPATH = 0x80811501; // Linux 6.9

    private WatchHeader() {}
}
