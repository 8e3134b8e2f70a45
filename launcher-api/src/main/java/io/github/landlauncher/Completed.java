package io.github.landlauncher;

import io.github.landlauncher.explain.Explanation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of a program that {@link SandboxedProcessBuilder#runAsync(Capture)} ran: its exit value
 * and what it wrote, up to the limits of its {@link Capture}.
 *
 * <p>That is what it wrote until its end; processes that it left behind may go on to write into its
 * pipes. An exit value other than 0, a signal or a time-out is no exception, but a result like any other.
 */
public final class Completed {

    private final long pid;
    private final int exitValue;
    private final Captured output;
    private final Captured error;
    private final boolean timedOut;
    private final Enforcement enforcement;
    private final Duration startDuration;
    private final Duration runDuration;
    private final List<Explanation> explanations;

    Completed(
            SandboxedProcess process,
            int exitValue,
            Captured output,
            Captured error,
            Duration startDuration,
            Duration runDuration,
            List<Explanation> explanations) {
        this.pid = process.pid();
        this.exitValue = exitValue;
        this.output = output;
        this.error = error;
        this.timedOut = process.timedOut();
        this.enforcement = process.enforcement();
        this.startDuration = startDuration;
        this.runDuration = runDuration;
        this.explanations = List.copyOf(explanations);
    }

    /** As {@link Process#exitValue()}: 137 after SIGKILL, for example. */
    public int exitValue() {
        return exitValue;
    }

    /**
     * A copy of what was kept of standard output; empty if that was redirected. With {@link
     * SandboxedProcessBuilder#redirectErrorStream(boolean)} standard error is in it, as it came.
     */
    public byte[] output() {
        return output.bytes();
    }

    /** {@link #output()} as text in UTF-8; what is no UTF-8 becomes U+FFFD. */
    public String outputText() {
        return new String(output.bytes(), StandardCharsets.UTF_8);
    }

    /** Whether the program has written more to standard output than was kept. */
    public boolean outputTruncated() {
        return output.truncated();
    }

    /** A copy of what was kept of standard error; empty if that was redirected or merged. */
    public byte[] error() {
        return error.bytes();
    }

    /** {@link #error()} as text in UTF-8; what is no UTF-8 becomes U+FFFD. */
    public String errorText() {
        return new String(error.bytes(), StandardCharsets.UTF_8);
    }

    /** Whether the program has written more to standard error than was kept. */
    public boolean errorTruncated() {
        return error.truncated();
    }

    /** As {@link SandboxedProcess#timedOut()}. */
    public boolean timedOut() {
        return timedOut;
    }

    /** As {@link SandboxedProcess#enforcement()}. */
    public Enforcement enforcement() {
        return enforcement;
    }

    /** The process id that the program had; it may mean another process by now. */
    public long pid() {
        return pid;
    }

    /** The time from the call of {@code runAsync} until the program had been executed. */
    public Duration startDuration() {
        return startDuration;
    }

    /** The time from then until its end was known here and all it had written was read. */
    public Duration runDuration() {
        return runDuration;
    }

    /**
     * What the policy denies of what the program has failed at, as far as its exit value and what it
     * wrote to standard error tell; at most ten denials, the likeliest cause first.
     *
     * <p>Most often empty: if the exit value is 0, if nothing is known, and if the policy allows it. What
     * is kept of standard error is read for messages, in English, of the dynamic loaders, shells, C
     * programs, Python, Node.js and Java, such as {@code cannot open shared object file} and {@code
     * Permission denied}; with {@link SandboxedProcessBuilder#redirectErrorStream(boolean)} standard
     * output is. At 126 and 127, if they say nothing, it is looked whether what was to be executed can
     * be, and find its libraries. Files are looked at as they were just after the end of the program,
     * before this value was there.
     *
     * <p>A program can write what it likes. An explanation is true, but that the program failed for
     * that reason, or should be allowed what it lacks, is for you to judge. To see what a program is
     * really denied, have it watched: {@link SandboxedProcessBuilder#watchOperations}.
     */
    public List<Explanation> explanations() {
        return explanations;
    }

    /** Pid, exit value, times and what was denied, in one line and without what the program wrote. */
    @Override
    public String toString() {
        String denied = explanations.stream()
                .map(explanation -> ", " + explanation.toString().lines().findFirst().orElseThrow())
                .collect(Collectors.joining());
        return "Completed[pid=" + pid + ", exitValue=" + exitValue + (timedOut ? ", timed out" : "")
                + ", started in " + startDuration + ", ran for " + runDuration + denied + "]";
    }
}
