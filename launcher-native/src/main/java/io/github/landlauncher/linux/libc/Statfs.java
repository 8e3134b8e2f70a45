package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct statfs} of asm-generic/statfs.h, as fstatfs(2) fills it on 64-bit systems. */
public final class Statfs {

    /** The structure's size in bytes. */
    public static final int SIZE = 120;

    static final int F_TYPE = 0;

    private Statfs() {}

    /** {@code f_type}, such as {@link LinuxHeader#PROC_SUPER_MAGIC}. */
    public static long type(ByteBuffer bytes, int at) {
        return bytes.getLong(at + F_TYPE);
    }
}
