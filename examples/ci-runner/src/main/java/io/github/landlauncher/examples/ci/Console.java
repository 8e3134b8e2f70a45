package io.github.landlauncher.examples.ci;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the lines of all jobs as they come, and on a terminal a last line that says how far they are. */
final class Console {

    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean progress;
    private final int jobs;

    /** The jobs that are running and what they are at; guarded by this. */
    private final Map<String, String> running = new LinkedHashMap<>();

    private int done;

    /**
     * A console.
     *
     * @param progress whether to keep a last line; only a terminal can erase it again
     * @param jobs how many jobs there are
     */
    Console(PrintStream out, boolean progress, int jobs) {
        this.out = out;
        this.progress = progress;
        this.jobs = jobs;
    }

    /** Whether standard output is a terminal. */
    static boolean onTerminal() {
        try {
            String output = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    /** Prints a line of a job. */
    synchronized void line(Job job, String text) {
        String line = "[" + job.name() + "] " + text;
        if (!progress) {
            out.println(line);
            return;
        }
        out.print(ERASE_LINE + line + System.lineSeparator() + state());
        out.flush();
    }

    /** Says that a job has come to a step. */
    synchronized void at(Job job, int number, Step step) {
        running.put(job.name(), number + "/" + job.steps().size() + " " + step.name());
        line(job, "-- " + step.name() + ": " + OutputLines.printable(String.join(" ", step.command())));
    }

    /** Says what became of a step. */
    synchronized void ended(Job job, StepResult result) {
        String detail = result.detail().isEmpty() ? "" : ", " + result.detail();
        line(job, "-- " + result.step().name() + ": " + result.outcome().word() + detail);
    }

    /** Says that a job has ended. */
    synchronized void done(Job job) {
        running.remove(job.name());
        done++;
        if (progress) {
            out.print(ERASE_LINE + state());
            out.flush();
        }
    }

    /** Takes the last line away, so that others can print. */
    synchronized void end() {
        if (progress) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }

    private String state() {
        String now = running.entrySet().stream()
                .map(job -> job.getKey() + " (" + job.getValue() + ")")
                .collect(Collectors.joining(", "));
        return done + " of " + jobs + " jobs done" + (now.isEmpty() ? "" : "; " + now);
    }
}
