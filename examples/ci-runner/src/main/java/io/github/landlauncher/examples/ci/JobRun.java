package io.github.landlauncher.examples.ci;

import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StreamListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the steps of a job, one after the other; those after a failed one are skipped. */
final class JobRun {

    private final Job job;
    private final Console console;
    private final Path log;

    JobRun(Job job, Console console, Path log) {
        this.job = job;
        this.console = console;
        this.log = log;
    }

    /**
     * Runs the job.
     *
     * @throws IOException if the log cannot be written
     * @throws InterruptedException if the thread is interrupted; what ran has been killed or will be at
     *     the end of this JVM
     */
    JobResult run() throws IOException, InterruptedException {
        List<StepResult> results = new ArrayList<>();
        try (PrintWriter writer = new PrintWriter(
                Files.newBufferedWriter(log, StandardCharsets.UTF_8))) {
            boolean passed = true;
            for (Step step : job.steps()) {
                StepResult result = passed ? run(step, results.size() + 1, writer) : StepResult.skipped(step);
                results.add(result);
                passed &= result.passed();
            }
            if (writer.checkError()) {
                throw new IOException("cannot write " + log);
            }
        } finally {
            console.done(job);
        }
        return new JobResult(job, results);
    }

    private StepResult run(Step step, int number, PrintWriter writer) throws InterruptedException {
        console.at(job, number, step);
        writer.println("-- " + step.name());
        OutputLines lines = new OutputLines(line -> {
            console.line(job, line);
            writer.println(line);
        });
        StepResult result = result(step, new Listener(lines));
        writer.println("-- " + result.outcome().word() + " " + result.detail());
        console.ended(job, result);
        return result;
    }

    private StepResult result(Step step, Listener listener) throws InterruptedException {
        long start = System.nanoTime();
        try {
            builder(step).run(listener);
        } catch (IOException e) {
            String why = e.getMessage().lines().findFirst().orElse("");
            return StepResult.notStarted(step, OutputLines.printable(why));
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        listener.process.destroyTree(Duration.ZERO); // The next step begins when all of this one is gone.
        return listener.process.timedOut()
                ? StepResult.timedOut(step, duration)
                : StepResult.ended(step, listener.exitValue, duration);
    }

    /** A step with nothing of this JVM's environment, a home that goes away, and no survivors. */
    private SandboxedProcessBuilder builder(Step step) {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(step.command())
                .policy(job.policy())
                .directory(job.directory().toFile())
                .redirectErrorStream(true)
                .cleanEnvironment()
                .privateHome()
                .timeout(step.timeout())
                .killSurvivors()
                .dieWithParent();
        builder.environment().putAll(job.environment());
        return builder;
    }

    /** Passes the output on and keeps how the program ended; all by the thread that runs it. */
    private static final class Listener implements StreamListener {

        private final OutputLines lines;
        private SandboxedProcess process;
        private int exitValue;

        Listener(OutputLines lines) {
            this.lines = lines;
        }

        @Override
        public void started(SandboxedProcess started, ProcessInput input) {
            process = started;
        }

        @Override
        public void output(ByteBuffer bytes, boolean closed) {
            lines.take(bytes, closed);
        }

        @Override
        public void error(ByteBuffer bytes, boolean closed) {
            // Merged into the output.
        }

        @Override
        public boolean inputReady(ByteBuffer room) {
            return false;
        }

        @Override
        public void exited(int value) {
            exitValue = value;
        }
    }
}
