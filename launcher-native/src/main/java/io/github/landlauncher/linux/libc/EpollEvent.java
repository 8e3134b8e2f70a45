package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/** {@code struct epoll_event} of {@code linux/eventpoll.h}; packed on x86-64 and only there. */
public final class EpollEvent {

    private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));

    /** The size in bytes, also the distance from one event to the next. */
    public static final int SIZE = PACKED ? 12 : 16;

    static final int EVENTS = 0;
    static final int DATA = PACKED ? 4 : 8;

    private EpollEvent() {}

    /** Writes both fields. */
    public static void put(ByteBuffer bytes, int at, int events, long data) {
        bytes.putInt(at + EVENTS, events).putLong(at + DATA, data);
    }

    /** The set of EPOLL events. */
    public static int events(ByteBuffer bytes, int at) {
        return bytes.getInt(at + EVENTS);
    }

    /** What the caller of epoll_ctl(2) gave as {@code data.u64}. */
    public static long data(ByteBuffer bytes, int at) {
        return bytes.getLong(at + DATA);
    }
}
