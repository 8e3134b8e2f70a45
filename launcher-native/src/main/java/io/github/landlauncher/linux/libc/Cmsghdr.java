package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct cmsghdr} of {@code sys/socket.h}, with one descriptor after it. */
public final class Cmsghdr {

    /** CMSG_SPACE(sizeof(int)). */
    public static final int SIZE = 24;

    static final int LEN = 0;
    static final int LEVEL = 8;
    static final int TYPE = 12;
    static final int DATA = 16;

    private Cmsghdr() {}

    /** Whether it carries one descriptor. */
    public static boolean isDescriptor(ByteBuffer bytes, int at) {
        return bytes.getLong(at + LEN) == DATA + Integer.BYTES
                && bytes.getInt(at + LEVEL) == WatchHeader.SOL_SOCKET
                && bytes.getInt(at + TYPE) == NotifyHeader.SCM_RIGHTS;
    }

    /** The descriptor. */
    public static int descriptor(ByteBuffer bytes, int at) {
        return bytes.getInt(at + DATA);
    }
}
