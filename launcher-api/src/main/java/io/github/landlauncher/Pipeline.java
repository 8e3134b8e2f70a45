package io.github.landlauncher;

import io.github.landlauncher.spi.PipelineLink;
import io.github.landlauncher.spi.SandboxLauncher;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts builders stage by stage, each reading what the one before writes. */
final class Pipeline {

    private Pipeline() {}

    static List<Process> start(List<SandboxedProcessBuilder> builders) throws IOException {
        return start(builders, SandboxLauncher::installed);
    }

    /** Starts with a launcher that is asked for when there is something to start. */
    static List<Process> start(
            List<SandboxedProcessBuilder> builders, Supplier<SandboxLauncher> launcher)
            throws IOException {
        List<Process> started = new ArrayList<>(builders.size());
        try {
            Optional<PipelineLink> from = Optional.empty();
            for (int i = 0; i < builders.size(); i++) {
                from = stage(builders, i, launcher, from, started);
            }
            return started;
        } catch (IOException | RuntimeException | Error e) {
            kill(started);
            throw e;
        }
    }

    /** Starts stage {@code i} and returns the pipe to the next one, if there is one. */
    private static Optional<PipelineLink> stage(
            List<SandboxedProcessBuilder> builders,
            int i,
            Supplier<SandboxLauncher> installed,
            Optional<PipelineLink> from,
            List<Process> started)
            throws IOException {
        Optional<PipelineLink> to = Optional.empty();
        boolean done = false;
        try {
            SandboxedProcessBuilder builder = builders.get(i);
            boolean last = i == builders.size() - 1;
            check(builder, i == 0, last);
            SandboxLauncher launcher = installed.get();
            SandboxedStart start = builder.snapshot();
            to = last ? Optional.empty() : Optional.of(start.link(launcher));
            started.add(start.start(launcher, from, to));
            done = true;
            return to;
        } finally {
            from.ifPresent(PipelineLink::close);
            if (!done) {
                to.ifPresent(PipelineLink::close);
            }
        }
    }

    private static void check(SandboxedProcessBuilder builder, boolean first, boolean last) {
        Redirect input = builder.chosenInput().orElse(Redirect.PIPE);
        if (!first && input != Redirect.PIPE) {
            throw new IllegalArgumentException(
                    "builder redirectInput() must be PIPE except for the first builder: " + input);
        }
        if (!last && builder.redirectOutput() != Redirect.PIPE) {
            throw new IllegalArgumentException(
                    "builder redirectOutput() must be PIPE except for the last builder: "
                            + builder.redirectOutput());
        }
    }

    /** Kills processes and waits for their end, interrupted or not. */
    static void kill(List<Process> started) {
        started.forEach(Process::destroyForcibly);
        boolean interrupted = false;
        for (Process process : started) {
            interrupted |= waitFor(process);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of a killed process; returns whether it was interrupted meanwhile. */
    private static boolean waitFor(Process process) {
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
