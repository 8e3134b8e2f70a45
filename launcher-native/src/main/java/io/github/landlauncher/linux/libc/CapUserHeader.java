package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct __user_cap_header_struct} of {@code linux/capability.h}. */
public final class CapUserHeader {

    /** The size in bytes. */
    public static final int SIZE = 8;

    static final int VERSION = 0;
    static final int PID = 4;

    private CapUserHeader() {}

    /** Writes one. */
    public static void put(ByteBuffer bytes, int at, int version, int pid) {
        bytes.putInt(at + VERSION, version).putInt(at + PID, pid);
    }
}
