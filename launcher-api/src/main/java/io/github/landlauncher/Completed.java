package io.github.landlauncher;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

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

    Completed(
            SandboxedProcess process,
            int exitValue,
            Captured output,
            Captured error,
            Duration startDuration,
            Duration runDuration) {
        this.pid = process.pid();
        this.exitValue = exitValue;
        this.output = output;
        this.error = error;
        this.timedOut = process.timedOut();
        this.enforcement = process.enforcement();
        this.startDuration = startDuration;
        this.runDuration = runDuration;
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

    /** Pid, exit value and times, without what the program wrote. */
    @Override
    public String toString() {
        return "Completed[pid=" + pid + ", exitValue=" + exitValue + (timedOut ? ", timed out" : "")
                + ", started in " + startDuration + ", ran for " + runDuration + "]";
    }
}
