package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct iovec} of {@code sys/uio.h}. */
public final class Iovec {

    /** The size in bytes. */
    public static final int SIZE = 16;

    static final int BASE = 0;
    static final int LEN = 8;

    private Iovec() {}

    /** Writes one. */
    public static void put(ByteBuffer bytes, int at, long base, long length) {
        bytes.putLong(at + BASE, base).putLong(at + LEN, length);
    }
}
