package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long it takes to start a program that does nothing, read its output to the end and wait.
 *
 * @param plainMicros the median with ProcessBuilder, in microseconds
 * @param sandboxedMicros the median with Landlauncher, in microseconds
 * @param rounds how often each was measured
 */
record StartTimes(double plainMicros, double sandboxedMicros, int rounds) {

    /** Enough for the JVM to have compiled both ways; a service that starts programs has. */
    private static final int WARM_UP = 200;

    /** Starts the program one way. */
    @FunctionalInterface
    interface Start {
        Process start() throws IOException;
    }

    /** Measures both by turns, so that what else the machine does meets both. */
    static StartTimes measure(Start plain, Start sandboxed, int rounds)
            throws IOException, InterruptedException {
        long[] plainNanos = new long[rounds];
        long[] sandboxedNanos = new long[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            long first = once(plain);
            long second = once(sandboxed);
            if (round >= 0) {
                plainNanos[round] = first;
                sandboxedNanos[round] = second;
            }
        }
        return new StartTimes(median(plainNanos) / 1000, median(sandboxedNanos) / 1000, rounds);
    }

    private static long once(Start start) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = start.start();
        process.getInputStream().readAllBytes();
        int exitValue = process.waitFor();
        long end = System.nanoTime();
        process.getOutputStream().close();
        process.getInputStream().close();
        process.getErrorStream().close();
        if (exitValue != 0) {
            throw new IOException("a program that does nothing exited with " + exitValue);
        }
        return end - begin;
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(long... values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    /** For the table: milliseconds. */
    static String text(double micros) {
        return String.format(Locale.ROOT, "%.2f ms", micros / 1000);
    }
}
