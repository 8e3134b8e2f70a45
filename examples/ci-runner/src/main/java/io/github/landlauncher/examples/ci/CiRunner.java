package io.github.landlauncher.examples.ci;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs all jobs of a directory, each in a sandbox of its own. */
@Command(
        name = "ci-runner",
        description = "Runs the jobs of a directory, each *.toml file one, in sandboxes of their own.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:All steps of all jobs have passed.",
            "1:A step failed, timed out or was not started.",
            "2:Wrong options, or a file that is no job; nothing was run."
        })
final class CiRunner implements Callable<Integer> {

    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIRECTORY", description = "Where the jobs are.")
    private Path directory;

    @Option(names = "--logs", paramLabel = "DIR",
            description = "Keep the output of each job in a file here (default: none but a temporary"
                    + " directory, which is named at the end).")
    private Path logs;

    @Option(names = "--parallel", paramLabel = "N",
            description = "Run so many jobs at a time (default: as many as there are processors).")
    private int parallel = Runtime.getRuntime().availableProcessors();

    /** Runs the command and exits with its status. */
    public static void main(String... args) {
        System.exit(commandLine().execute(args));
    }

    /** The command, to be executed with arguments. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new CiRunner());
        commandLine.setExecutionExceptionHandler((failure, line, arguments) -> {
            if (!(failure instanceof IOException)) {
                throw failure;
            }
            line.getErr().println("ci-runner: " + failure.getMessage());
            return line.getCommandSpec().exitCodeOnInvalidInput();
        });
        return commandLine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (parallel < 1) {
            throw new ParameterException(spec.commandLine(), "--parallel: expected 1 or more");
        }
        List<Job> jobs = jobs();
        Path kept = logs == null ? Files.createTempDirectory("ci-runner-logs") : Files.createDirectories(logs);
        PrintStream out = System.out;
        Console console = new Console(out, Console.onTerminal(), jobs.size());
        List<JobResult> results = run(jobs, console, kept);
        console.end();
        out.print(Summary.of(results));
        out.println("logs: " + kept);
        return results.stream().allMatch(JobResult::passed) ? 0 : FAILED;
    }

    private List<Job> jobs() throws IOException {
        List<Job> jobs = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(CiRunner::isJob).sorted().toList()) {
                jobs.add(JobFile.read(file));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (jobs.isEmpty()) {
            throw new IOException("there is no *.toml file in " + directory);
        }
        Workspaces.check(jobs);
        return jobs;
    }

    private static boolean isJob(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".toml") && !name.startsWith(".") && Files.isRegularFile(file);
    }

    private List<JobResult> run(List<Job> jobs, Console console, Path kept)
            throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(parallel, jobs.size()));
        try {
            List<Future<JobResult>> futures = new ArrayList<>();
            for (Job job : jobs) {
                JobRun run = new JobRun(job, console, kept.resolve(job.name() + ".log"));
                futures.add(workers.submit(run::run));
            }
            List<JobResult> results = new ArrayList<>();
            for (Future<JobResult> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
