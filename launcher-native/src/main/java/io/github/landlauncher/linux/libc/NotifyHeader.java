package io.github.landlauncher.linux.libc;

/**
 * Constants of the Linux headers for seccomp's user notification and for the socket by which a
 * listener travels, with their C names, for 64-bit x86, ARM and RISC-V.
 */
public final class NotifyHeader {

    // asm/unistd.h: system calls without a function in every C library.
    public static final int __NR_seccomp =
            "amd64".equals(System.getProperty("os.arch")) ? 317 : 277;

    // linux/seccomp.h: seccomp(2) and what a program returns.
    public static final int SECCOMP_GET_NOTIF_SIZES = 3;
    public static final int SECCOMP_RET_USER_NOTIF = 0x7fc00000;

    // linux/seccomp.h: seccomp_unotify(2). Linux 5.8 corrected the number of the third.
    public static final long SECCOMP_IOCTL_NOTIF_RECV = 0xC0502100L;
    public static final long SECCOMP_IOCTL_NOTIF_SEND = 0xC0182101L;
    public static final long SECCOMP_IOCTL_NOTIF_ID_VALID = 0x40082102L;
    public static final long SECCOMP_IOCTL_NOTIF_SET_FLAGS = 0x40082104L; // Linux 6.6
    public static final long SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP = 1;
    public static final int SECCOMP_USER_NOTIF_FLAG_CONTINUE = 1;

    // sys/socket.h: socketpair(2), sendmsg(2), recvmsg(2).
    public static final int SOCK_CLOEXEC = 0x80000;
    public static final int SCM_RIGHTS = 1;
    public static final int MSG_CTRUNC = 0x8;
    public static final int MSG_PROXY = 0x10; // MSG_PROBE in the kernel
    public static final int MSG_CONFIRM = 0x800;
    public static final int MSG_NOSIGNAL = 0x4000;
    public static final int MSG_CMSG_CLOEXEC = 0x40000000;

    private NotifyHeader() {}
}
