package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
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

    private static final int WARM_UP = 10;

    /** Measures both by turns, so that what else the machine does meets both. */
    static StartTimes measure(Path program, Starter plain, Starter sandboxed, int rounds)
            throws IOException, InterruptedException {
        ProcessBuilder prepared = new ProcessBuilder(program.toString());
        long[] plainNanos = new long[rounds];
        long[] sandboxedNanos = new long[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            long first = once(prepared, plain);
            long second = once(prepared, sandboxed);
            if (round >= 0) {
                plainNanos[round] = first;
                sandboxedNanos[round] = second;
            }
        }
        return new StartTimes(median(plainNanos) / 1000, median(sandboxedNanos) / 1000, rounds);
    }

    private static long once(ProcessBuilder prepared, Starter starter)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = starter.start(prepared);
        process.getInputStream().readAllBytes();
        int exitValue = process.waitFor();
        long end = System.nanoTime();
        process.getOutputStream().close();
        process.getInputStream().close();
        process.getErrorStream().close();
        if (exitValue != 0) {
            throw new IOException(prepared.command().get(0) + " exited with " + exitValue);
        }
        return end - begin;
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(long... values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    /** For the table: milliseconds. */
    static String text(double micros) {
        return String.format(Locale.ROOT, "%.2f ms", micros / 1000);
    }
}
