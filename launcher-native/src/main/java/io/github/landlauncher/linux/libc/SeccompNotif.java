package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct seccomp_notif} of {@code linux/seccomp.h}: a system call that somebody waits with. */
public final class SeccompNotif {

    /** The size in bytes; a kernel may say that its own is larger. */
    public static final int SIZE = 80;

    static final int ID = 0;
    static final int PID = 8;
    static final int NR = 16;
    static final int ARGS = 32;

    private SeccompNotif() {}

    /** What an answer must name. */
    public static long id(ByteBuffer bytes, int at) {
        return bytes.getLong(at + ID);
    }

    /** The thread, in the pid namespace of the listener; 0 if it has no number there. */
    public static int pid(ByteBuffer bytes, int at) {
        return bytes.getInt(at + PID);
    }

    /** The system call's number. */
    public static int nr(ByteBuffer bytes, int at) {
        return bytes.getInt(at + NR);
    }

    /** One of the six arguments. */
    public static long arg(ByteBuffer bytes, int at, int which) {
        return bytes.getLong(at + ARGS + which * Long.BYTES);
    }
}
