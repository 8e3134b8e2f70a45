package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code siginfo_t} of {@code asm/siginfo.h} on 64-bit machines, as waitid(2) fills it. */
public final class Siginfo {

    /** The size in bytes. */
    public static final int SIZE = 128;

    static final int SI_CODE = 8;
    static final int SI_PID = 16;
    static final int SI_STATUS = 24;

    private Siginfo() {}

    /** How the child ended: CLD_EXITED, CLD_KILLED or CLD_DUMPED. */
    public static int code(ByteBuffer bytes, int at) {
        return bytes.getInt(at + SI_CODE);
    }

    /** The child's process ID; 0 if WNOHANG was given and no child had ended. */
    public static int pid(ByteBuffer bytes, int at) {
        return bytes.getInt(at + SI_PID);
    }

    /** The exit value if the child exited, else the signal that killed it. */
    public static int status(ByteBuffer bytes, int at) {
        return bytes.getInt(at + SI_STATUS);
    }
}
