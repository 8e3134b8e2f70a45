package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/**
 * {@code struct __user_cap_data_struct} of {@code linux/capability.h}; version 3 of capget(2) fills
 * an array of two, for the low and the high 32 capabilities.
 */
public final class CapUserData {

    /** The size in bytes of one. */
    public static final int SIZE = 12;

    static final int EFFECTIVE = 0;
    static final int PERMITTED = 4;
    static final int INHERITABLE = 8;

    private CapUserData() {}

    /** The permitted capabilities in an array of two. */
    public static long permitted(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at + PERMITTED))
                | Integer.toUnsignedLong(bytes.getInt(at + SIZE + PERMITTED)) << 32;
    }

    /** The inheritable capabilities in an array of two. */
    public static long inheritable(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at + INHERITABLE))
                | Integer.toUnsignedLong(bytes.getInt(at + SIZE + INHERITABLE)) << 32;
    }
}
