package io.github.landlauncher.it;

import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.util.Properties;

/** What became of a start in another JVM: printed there, read here. */
final class StartReport {

    private final Properties values;

    private StartReport(Properties values) {
        this.values = values;
    }

    /**
     * Starts what the builder says twice, waits for its end, and reports about the second time:
     * what the first start makes lasts as long as the JVM.
     */
    static StartReport ofSecond(SandboxedProcessBuilder builder)
            throws IOException, InterruptedException {
        of(builder);
        Leftovers before = Leftovers.now();
        StartReport report = of(builder);
        Leftovers after = Leftovers.now();
        String left = after.equals(before) ? "" : "before: " + before + "\nafter: " + after;
        return report.with("left", left);
    }

    /** Starts what the builder says, waits for its end, and reports. */
    static StartReport of(SandboxedProcessBuilder builder) throws InterruptedException {
        Properties values = new Properties();
        try {
            ProbeResult result = Sandbox.run(builder);
            values.setProperty("exit", Integer.toString(result.exitValue()));
            values.setProperty("output", result.text());
        } catch (IOException | RuntimeException e) {
            values.setProperty("exception", e.getClass().getName());
            values.setProperty("message", String.valueOf(e.getMessage()));
            if (e instanceof SandboxStartException failure) {
                values.setProperty("step", failure.step().name());
                values.setProperty("errno", Integer.toString(failure.errno()));
            }
        }
        return new StartReport(values);
    }

    /** Runs a JVM that prints a report, and reads it. */
    static StartReport from(ProcessBuilder jvm) throws IOException, InterruptedException {
        return from(ProbeResult.of(jvm.command(), jvm.start()));
    }

    /** Reads what a JVM has printed, which is a report and nothing else. */
    static StartReport from(ProbeResult jvm) throws IOException {
        if (jvm.exitValue() != 0) {
            throw new AssertionError(
                    jvm + " exited with " + jvm.exitValue() + "\n" + jvm.text() + jvm.error());
        }
        Properties values = new Properties();
        values.load(new StringReader(jvm.text()));
        return new StartReport(values);
    }

    /** Adds something else that the other JVM has found out. */
    StartReport with(String name, String value) {
        Properties more = new Properties();
        more.putAll(values);
        more.setProperty(name, value);
        return new StartReport(more);
    }

    void print(OutputStream out) throws IOException {
        values.store(out, null);
        out.flush();
    }

    boolean started() {
        return values.containsKey("exit");
    }

    /** What the second start has left in the other JVM; empty if nothing. */
    String left() {
        return value("left");
    }

    /** The program's exit value. */
    int exitValue() {
        return Integer.parseInt(value("exit"));
    }

    /** The program's standard output. */
    String output() {
        return value("output");
    }

    /** The step that failed. */
    StartStep step() {
        return StartStep.valueOf(value("step"));
    }

    /** The error number of the failure. */
    int errno() {
        return Integer.parseInt(value("errno"));
    }

    /** The message of the failure. */
    String message() {
        return value("message");
    }

    /** What the other JVM has said under this name. */
    String value(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + this);
        }
        return value;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
