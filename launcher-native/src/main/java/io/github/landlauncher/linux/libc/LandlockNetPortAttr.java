package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct landlock_net_port_attr} of {@code linux/landlock.h}. */
public final class LandlockNetPortAttr {

    /** The size in bytes. */
    public static final int SIZE = 16;

    static final int ALLOWED_ACCESS = 0;
    static final int PORT = 8;

    private LandlockNetPortAttr() {}

    /** Writes both fields; the port is in host byte order, 0 to 65535. */
    public static void put(ByteBuffer bytes, int at, long allowedAccess, long port) {
        bytes.putLong(at + ALLOWED_ACCESS, allowedAccess).putLong(at + PORT, port);
    }
}
