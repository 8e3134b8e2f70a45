package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct seccomp_notif_resp} of {@code linux/seccomp.h}. */
public final class SeccompNotifResp {

    /** The size in bytes; a kernel may say that its own is larger. */
    public static final int SIZE = 24;

    static final int ID = 0;
    static final int VAL = 8;
    static final int ERROR = 16;
    static final int FLAGS = 20;

    private SeccompNotifResp() {}

    /** Writes one with neither value nor error. */
    public static void put(ByteBuffer bytes, int at, long id, int flags) {
        bytes.putLong(at + ID, id).putLong(at + VAL, 0);
        bytes.putInt(at + ERROR, 0).putInt(at + FLAGS, flags);
    }
}
