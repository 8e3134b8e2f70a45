package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct pollfd} of {@code asm/poll.h}; see poll(2). */
public final class Pollfd {

    /** The size in bytes, also the distance from one to the next. */
    public static final int SIZE = 8;

    static final int FD = 0;
    static final int EVENTS = 4;
    static final int REVENTS = 6;

    private Pollfd() {}

    /** Writes the descriptor and what to wait for, and clears the answer. */
    public static void put(ByteBuffer bytes, int at, int fd, int events) {
        bytes.putInt(at + FD, fd)
                .putShort(at + EVENTS, (short) events)
                .putShort(at + REVENTS, (short) 0);
    }

    /** The set of POLL events that poll(2) found. */
    public static int revents(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at + REVENTS));
    }
}
