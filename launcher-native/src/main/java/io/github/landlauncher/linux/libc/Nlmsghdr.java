package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct nlmsghdr} of {@code linux/netlink.h}, netlink(7). */
public final class Nlmsghdr {

    /** The size in bytes. */
    public static final int SIZE = 16;

    static final int LEN = 0;
    static final int TYPE = 4;

    private Nlmsghdr() {}

    /** How many bytes the message has, this header included, without what is added to align the next. */
    public static long length(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at + LEN));
    }

    /** What the message is about. */
    public static int type(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at + TYPE));
    }
}
