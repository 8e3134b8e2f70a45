package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;

/** The loops that serve the streams of processes with a listener: a few, each started when needed. */
final class EventLoops {

    /** NuProcess's own property; its values mean here what they mean there. */
    static final String THREADS = "com.zaxxer.nuprocess.threads";

    private final Libc libc;
    private final MemoryPool pool;
    private EventLoop[] loops;
    private int last;

    EventLoops(Libc libc, MemoryPool pool) {
        this.libc = libc;
        this.pool = pool;
    }

    /**
     * How many threads a setting asks for, at least one.
     *
     * @param setting {@code "auto"} for half the processors, {@code "cores"} for all, or a number
     * @throws IllegalArgumentException if it is anything else
     */
    static int count(String setting, int processors) {
        int count = switch (setting) {
            case "auto" -> processors / 2;
            case "cores" -> processors;
            default -> number(setting);
        };
        return Math.max(1, count);
    }

    private static int number(String setting) {
        try {
            return Integer.parseInt(setting);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("system property " + THREADS
                    + " must be \"auto\", \"cores\" or a number: \"" + setting + "\"", e);
        }
    }

    /**
     * The loop whose turn it is.
     *
     * @throws IllegalArgumentException if the property has a value that means nothing
     */
    synchronized EventLoop next() throws IOException {
        if (loops == null) {
            loops = new EventLoop[count(System.getProperty(THREADS, "auto"),
                    Runtime.getRuntime().availableProcessors())];
        }
        last = (last + 1) % loops.length;
        if (loops[last] == null) {
            loops[last] = EventLoop.start(libc, pool, "landlauncher events-" + last);
        }
        return loops[last];
    }
}
