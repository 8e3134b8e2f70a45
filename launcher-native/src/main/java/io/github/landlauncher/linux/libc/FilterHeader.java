package io.github.landlauncher.linux.libc;

/**
 * Constants of the Linux headers that a seccomp program is made of, and those it looks for in the
 * arguments of system calls, with their C names, for 64-bit x86, ARM and RISC-V.
 */
public final class FilterHeader {

    // linux/filter.h and linux/bpf_common.h: classic BPF.
    public static final int BPF_LD = 0x00;
    public static final int BPF_ALU = 0x04;
    public static final int BPF_JMP = 0x05;
    public static final int BPF_RET = 0x06;
    public static final int BPF_W = 0x00;
    public static final int BPF_ABS = 0x20;
    public static final int BPF_AND = 0x50;
    public static final int BPF_JA = 0x00;
    public static final int BPF_JEQ = 0x10;
    public static final int BPF_JGE = 0x30;
    public static final int BPF_JSET = 0x40;
    public static final int BPF_K = 0x00;
    public static final int BPF_MAXINSNS = 4096;

    // linux/seccomp.h: what a program returns.
    public static final int SECCOMP_RET_KILL_PROCESS = 0x80000000;
    public static final int SECCOMP_RET_ERRNO = 0x00050000;
    public static final int SECCOMP_RET_ALLOW = 0x7fff0000;

    // linux/audit.h and, for x86-64, asm/unistd.h.
    public static final int AUDIT_ARCH_X86_64 = 0xC000003E;
    public static final int AUDIT_ARCH_AARCH64 = 0xC00000B7;
    public static final int AUDIT_ARCH_RISCV64 = 0xC00000F3;
    public static final int __X32_SYSCALL_BIT = 0x40000000;

    // sys/socket.h: socket(2), send(2).
    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_ALG = 38;
    public static final int AF_VSOCK = 40;
    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_SEQPACKET = 5;
    public static final int MSG_FASTOPEN = 0x20000000;

    // netinet/in.h: protocols of socket(2).
    public static final int IPPROTO_IP = 0;
    public static final int IPPROTO_TCP = 6;
    public static final int IPPROTO_UDP = 17;

    // linux/tcp.h: setsockopt(2) at level IPPROTO_TCP.
    public static final int TCP_ULP = 31;

    // linux/sched.h: clone(2), unshare(2).
    public static final int CLONE_NEWNS = 0x00020000;
    public static final int CLONE_NEWCGROUP = 0x02000000;
    public static final int CLONE_NEWUTS = 0x04000000;
    public static final int CLONE_NEWIPC = 0x08000000;
    public static final int CLONE_NEWUSER = 0x10000000;
    public static final int CLONE_NEWPID = 0x20000000;
    public static final int CLONE_NEWNET = 0x40000000;

    // asm/ioctls.h, linux/fs.h, linux/fscrypt.h, linux/fsverity.h, fs/ext4/ext4.h, linux/msdos_fs.h and
    // linux/btrfs.h: ioctl(2).
    public static final int TIOCSTI = 0x5412;
    public static final int TIOCLINUX = 0x541C;
    public static final int FS_IOC_SETFLAGS = 0x40086602;
    public static final int FS_IOC_FSSETXATTR = 0x401C5820;
    public static final int FS_IOC_SETVERSION = 0x40087602;
    public static final int FS_IOC_SET_ENCRYPTION_POLICY = 0x800C6613;
    public static final int FS_IOC_ENABLE_VERITY = 0x40806685;
    public static final int EXT4_IOC_SETVERSION = 0x40086604;
    public static final int FAT_IOCTL_SET_ATTRIBUTES = 0x40047211;
    public static final int BTRFS_IOC_SNAP_CREATE = 0x50009401;
    public static final int BTRFS_IOC_SUBVOL_CREATE = 0x5000940E;
    public static final int BTRFS_IOC_SNAP_DESTROY = 0x5000940F;
    public static final int BTRFS_IOC_SNAP_CREATE_V2 = 0x50009417;
    public static final int BTRFS_IOC_SUBVOL_CREATE_V2 = 0x50009418;
    public static final int BTRFS_IOC_SUBVOL_SETFLAGS = 0x4008941A;
    public static final int BTRFS_IOC_SNAP_DESTROY_V2 = 0x5000943F;

    // linux/stat.h: chmod(2).
    public static final int S_ISUID = 04000;
    public static final int S_ISGID = 02000;

    private FilterHeader() {}
}
