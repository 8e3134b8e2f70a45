package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct open_how} of {@code linux/openat2.h}; see openat2(2). */
public final class OpenHow {

    /** The size in bytes: OPEN_HOW_SIZE_VER0. */
    public static final int SIZE = 24;

    static final int FLAGS = 0;
    static final int MODE = 8;
    static final int RESOLVE = 16;

    private OpenHow() {}

    /** Writes all fields; openat2(2) wants a mode of 0 unless the flags create a file. */
    public static void put(ByteBuffer bytes, int at, int flags, int mode, long resolve) {
        bytes.putLong(at + FLAGS, Integer.toUnsignedLong(flags))
                .putLong(at + MODE, Integer.toUnsignedLong(mode))
                .putLong(at + RESOLVE, resolve);
    }

    /** The flags of open(2). */
    public static long flags(ByteBuffer bytes, int at) {
        return bytes.getLong(at + FLAGS);
    }

    /** The mode of a file that is made. */
    public static long mode(ByteBuffer bytes, int at) {
        return bytes.getLong(at + MODE);
    }

    /** RESOLVE_* flags. */
    public static long resolve(ByteBuffer bytes, int at) {
        return bytes.getLong(at + RESOLVE);
    }
}
