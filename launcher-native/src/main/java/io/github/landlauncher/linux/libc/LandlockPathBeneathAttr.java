package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct landlock_path_beneath_attr} of {@code linux/landlock.h}; packed. */
public final class LandlockPathBeneathAttr {

    /** The size in bytes. */
    public static final int SIZE = 12;

    static final int ALLOWED_ACCESS = 0;
    static final int PARENT_FD = 8;

    private LandlockPathBeneathAttr() {}

    /** Writes both fields. */
    public static void put(ByteBuffer bytes, int at, long allowedAccess, int parentFd) {
        bytes.putLong(at + ALLOWED_ACCESS, allowedAccess).putInt(at + PARENT_FD, parentFd);
    }
}
