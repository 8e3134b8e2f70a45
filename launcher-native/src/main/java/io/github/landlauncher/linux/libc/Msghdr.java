package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/**
 * {@code struct msghdr} of {@code sys/socket.h}, for one iovec.
 *
 * <p>The fields are the kernel's; a C library may make 32 bits and padding of a length, which is the
 * same for those that are set here.
 */
public final class Msghdr {

    /** The size in bytes. */
    public static final int SIZE = 56;

    static final int NAME = 0;
    static final int NAMELEN = 8;
    static final int IOV = 16;
    static final int IOVLEN = 24;
    static final int CONTROL = 32;
    static final int CONTROLLEN = 40;
    static final int FLAGS = 48;

    private Msghdr() {}

    /** Writes into zeroed memory what to receive: into one iovec, and control messages. */
    public static void put(ByteBuffer bytes, int at, long iov, long control, int controlSize) {
        bytes.putLong(at + IOV, iov).putLong(at + IOVLEN, 1);
        bytes.putLong(at + CONTROL, control).putLong(at + CONTROLLEN, controlSize);
    }

    /** Writes where to put the address of who has sent it, for a socket that is not connected. */
    public static void putName(ByteBuffer bytes, int at, long name, int nameSize) {
        bytes.putLong(at + NAME, name).putInt(at + NAMELEN, nameSize);
    }

    /** The size of the address that was received. */
    public static int nameSize(ByteBuffer bytes, int at) {
        return bytes.getInt(at + NAMELEN);
    }

    /** How many bytes of control messages were received. */
    public static long controlSize(ByteBuffer bytes, int at) {
        return bytes.getLong(at + CONTROLLEN);
    }

    /** The set of MSG flags that was received. */
    public static int flags(ByteBuffer bytes, int at) {
        return bytes.getInt(at + FLAGS);
    }
}
