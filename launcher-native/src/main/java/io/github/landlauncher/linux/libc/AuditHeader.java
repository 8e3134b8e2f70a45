package io.github.landlauncher.linux.libc;

/** Constants of the Linux headers for reading the kernel's audit records, with their C names. */
public final class AuditHeader {

    // sys/socket.h: socket(2), recvmsg(2), setsockopt(2) at level SOL_SOCKET.
    public static final int AF_NETLINK = 16;
    public static final int SOCK_RAW = 3;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int SO_RCVBUF = 8;
    public static final int SO_RCVBUFFORCE = 33;

    // linux/netlink.h: netlink(7).
    public static final int NETLINK_AUDIT = 9;
    public static final int NLMSG_ALIGNTO = 4;
    public static final int NLMSG_MIN_TYPE = 0x10;

    // linux/audit.h.
    public static final int AUDIT_NLGRP_READLOG = 1;

    private AuditHeader() {}
}
