package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct seccomp_notif_sizes} of {@code linux/seccomp.h}. */
public final class SeccompNotifSizes {

    /** The size in bytes. */
    public static final int SIZE = 6;

    static final int SECCOMP_NOTIF = 0;
    static final int SECCOMP_NOTIF_RESP = 2;

    private SeccompNotifSizes() {}

    /** The size of the kernel's struct seccomp_notif. */
    public static int notif(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at + SECCOMP_NOTIF));
    }

    /** The size of the kernel's struct seccomp_notif_resp. */
    public static int response(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at + SECCOMP_NOTIF_RESP));
    }
}
