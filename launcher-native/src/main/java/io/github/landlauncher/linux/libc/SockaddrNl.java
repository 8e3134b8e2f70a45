package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.AuditHeader.AF_NETLINK;

import java.nio.ByteBuffer;

/** {@code struct sockaddr_nl} of {@code linux/netlink.h}, netlink(7). */
public final class SockaddrNl {

    /** The size in bytes. */
    public static final int SIZE = 12;

    static final int FAMILY = 0;
    static final int PID = 4;
    static final int GROUPS = 8;

    private SockaddrNl() {}

    /**
     * Writes an address into zeroed memory, whose number the kernel is to choose.
     *
     * @param groups the set of groups, the first of which is bit 0
     */
    public static void put(ByteBuffer bytes, int at, int groups) {
        bytes.putShort(at + FAMILY, (short) AF_NETLINK).putInt(at + GROUPS, groups);
    }

    /** Whether it is the kernel's, which has number 0; no socket of a process has that. */
    public static boolean isKernel(ByteBuffer bytes, int at) {
        return bytes.getShort(at + FAMILY) == AF_NETLINK && bytes.getInt(at + PID) == 0;
    }
}
