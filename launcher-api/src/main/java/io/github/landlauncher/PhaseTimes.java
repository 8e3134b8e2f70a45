package io.github.landlauncher;

import io.github.landlauncher.spi.StartPhase;

/** How long a start has been in each phase. Used by the thread that starts, but for one method. */
final class PhaseTimes {

    private final long[] spent = new long[StartPhase.values().length];
    private final long begin = System.nanoTime();
    private StartPhase phase = StartPhase.REST;
    private long entered = begin;
    private volatile long runningSince = begin;

    void enter(StartPhase next) {
        long now = System.nanoTime();
        spent[phase.ordinal()] += now - entered;
        if (phase == StartPhase.REPORT) {
            runningSince = now;
        }
        phase = next;
        entered = now;
    }

    /** Counts the time until now. */
    void end() {
        enter(StartPhase.REST);
    }

    /** Nanoseconds in a phase, which has been left. */
    long nanos(StartPhase of) {
        return spent[of.ordinal()];
    }

    /** Nanoseconds since the program was executed, for any thread. */
    long running() {
        return System.nanoTime() - runningSince;
    }

    /** Microseconds in all and in each phase, such as {@code 812 (ruleset 51, ...)}. */
    String text() {
        return micros(entered - begin)
                + " (ruleset " + micros(nanos(StartPhase.RULESET))
                + ", descriptors " + micros(nanos(StartPhase.DESCRIPTORS))
                + ", spawn " + micros(nanos(StartPhase.SPAWN))
                + ", report " + micros(nanos(StartPhase.REPORT))
                + ", rest " + micros(nanos(StartPhase.REST)) + ")";
    }

    private static long micros(long nanos) {
        return nanos / 1000;
    }
}
