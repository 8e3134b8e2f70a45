package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct statx} of {@code linux/stat.h}; see statx(2). */
public final class Statx {

    /** The size in bytes. */
    public static final int SIZE = 256;

    static final int STX_UID = 20;
    static final int STX_MODE = 28;
    static final int STX_INO = 32;
    static final int STX_DEV_MAJOR = 136;
    static final int STX_DEV_MINOR = 140;

    private Statx() {}

    /** The owner's user ID. */
    public static int uid(ByteBuffer bytes, int at) {
        return bytes.getInt(at + STX_UID);
    }

    /** The file type (S_IFMT) and permissions. */
    public static int mode(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at + STX_MODE));
    }

    /** The inode number. */
    public static long ino(ByteBuffer bytes, int at) {
        return bytes.getLong(at + STX_INO);
    }

    /** The major number of the device that holds the file. */
    public static int devMajor(ByteBuffer bytes, int at) {
        return bytes.getInt(at + STX_DEV_MAJOR);
    }

    /** The minor number of the device that holds the file. */
    public static int devMinor(ByteBuffer bytes, int at) {
        return bytes.getInt(at + STX_DEV_MINOR);
    }
}
