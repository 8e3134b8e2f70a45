package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Leftovers;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** git on many repositories, each time with a policy for this one alone, leaves nothing behind. */
@RequiresAbi(1)
@RequiresProgram("git")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class GitEnduranceIT {

    private static final int REPOSITORIES = 20;
    private static final int RUNS = 500;
    private static final int WARM_UP = 40;
    private static final int THREADS = 2;
    private static final long HEAP_NOISE = 4 << 20;

    private static final String MAKE = """
            i=0
            while [ $i -lt %d ]; do
                git init -q $i; echo $i >$i/file; git -C $i add file; git -C $i commit -q -m "Add $i"
                i=$((i + 1))
            done
            """.formatted(REPOSITORIES);

    @TempDir private static Path temporary;
    private static Path directory;

    @BeforeAll
    static void make_repositories() throws Exception {
        directory = temporary.toRealPath();
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-euc", MAKE).directory(directory.toFile());
        builder.environment().putAll(environment(directory));
        builder.environment().putAll(Map.of(
                "GIT_AUTHOR_NAME", "A U Thor", "GIT_AUTHOR_EMAIL", "author@example.org",
                "GIT_COMMITTER_NAME", "A U Thor", "GIT_COMMITTER_EMAIL", "author@example.org"));
        Outcome outcome = Outcome.of(builder.redirectErrorStream(true).start());
        assertThat(outcome.exitValue()).as("%s", outcome).isZero();
    }

    private static Map<String, String> environment(Path home) {
        return Map.of("PATH", SystemProgram.PATH, "HOME", home.toString(),
                "GIT_CONFIG_NOSYSTEM", "1", "LC_ALL", "C");
    }

    private static Path repository(int number) {
        return directory.resolve(Integer.toString(number % REPOSITORIES));
    }

    /** As it stands in the file. */
    private static String head(Path repository) throws IOException {
        Path git = repository.resolve(".git");
        String branch = Files.readString(git.resolve("HEAD")).strip().substring("ref: ".length());
        return Files.readString(git.resolve(branch));
    }

    private static SandboxPolicy policyFor(Path repository) {
        return SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin")
                .allowRead(repository);
    }

    private static Outcome revParse(Path repository, SandboxPolicy policy)
            throws IOException, InterruptedException {
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder(SystemProgram.path("git"), "rev-parse", "HEAD")
                        .policy(policy)
                        .directory(repository.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(repository));
        Process process = builder.start();
        Outcome outcome = Outcome.of(process);
        process.getInputStream().close();
        process.getErrorStream().close();
        return outcome;
    }

    private static int run(int from, int to) throws IOException, InterruptedException {
        for (int number = from; number < to; number++) {
            Path repository = repository(number);
            assertThat(revParse(repository, policyFor(repository)))
                    .isEqualTo(new Outcome(0, head(repository), ""));
        }
        return to - from;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void without_a_sandbox_it_names_the_commit_in_the_file() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(SystemProgram.path("git"), "rev-parse", "HEAD")
                .directory(repository(0).toFile());
        builder.environment().putAll(environment(repository(0)));

        assertThat(Outcome.of(builder.start())).isEqualTo(new Outcome(0, head(repository(0)), ""));
    }

    @Test
    void the_policy_for_one_repository_does_not_open_another() throws Exception {
        Outcome outcome = revParse(repository(0), policyFor(repository(1)));

        assertThat(outcome.exitValue()).isEqualTo(128);
        assertThat(outcome.output()).doesNotContain(head(repository(0)));
    }

    @Test
    void hundreds_of_runs_leave_no_descriptor_child_thread_or_object() throws Exception {
        run(0, WARM_UP);
        Leftovers before = Leftovers.now();
        long heapBefore = heap();

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int from = i * (RUNS / THREADS);
            parts.add(() -> run(from, from + RUNS / THREADS));
        }
        int runs = 0;
        for (Future<Integer> part : threads.invokeAll(parts)) {
            runs += part.get();
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        assertThat(runs).isEqualTo(RUNS);
        await().pollInSameThread().untilAsserted(
                () -> assertThat(Leftovers.now().without(before)).isEqualTo(Leftovers.NONE));
        assertThat(heap() - heapBefore).as("heap growth").isLessThan(HEAP_NOISE);
    }
}
