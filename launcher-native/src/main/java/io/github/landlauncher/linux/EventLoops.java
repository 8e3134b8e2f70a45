package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Libc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The loops that serve the streams of processes with a listener: a few, each started when needed. */
final class EventLoops {

    /** NuProcess's own property; its values mean here what they mean there. */
    static final String THREADS = "com.zaxxer.nuprocess.threads";

    private final Libc libc;
    private final IntSupplier wanted;
    private final List<EventLoop> loops = new ArrayList<>();
    private int count;
    private int next;

    /** As many loops as the system property says when the first is needed. */
    EventLoops(Libc libc) {
        this(libc, () -> count(System.getProperty(THREADS, "auto"),
                Runtime.getRuntime().availableProcessors()));
    }

    /** As many loops as are wanted when the first is needed. */
    EventLoops(Libc libc, IntSupplier wanted) {
        this.libc = libc;
        this.wanted = wanted;
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
        if (count == 0) {
            count = wanted.getAsInt();
        }
        if (loops.size() < count) {
            loops.add(EventLoop.start(libc, "landlauncher events-" + loops.size()));
            return loops.get(loops.size() - 1);
        }
        next = (next + 1) % count;
        return loops.get(next);
    }
}
