package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.Completed;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many programs for which futures stand, at once and one after the other, whoever waits for them. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyRunsIT {

    private static final int AT_ONCE = 500;
    private static final int ONE_AFTER_THE_OTHER = 2000;
    private static final String SCRIPT = "read x; echo out $1; echo err $1 >&2; exit $(($1 % 251))";

    @TempDir private Path directory;

    /** Where many programs can read, until this is closed. */
    private final class Gate implements AutoCloseable {
        private final Path fifo = directory.resolve("gate");
        private final FileChannel held;

        Gate() throws IOException, InterruptedException {
            assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
            held = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }

        List<CompletableFuture<Completed>> runs(int count) {
            List<CompletableFuture<Completed>> runs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                runs.add(new SandboxedProcessBuilder("/bin/sh", "-c", SCRIPT, "sh", "" + i)
                        .policy(Way.POLICY)
                        .redirectInput(fifo.toFile())
                        .runAsync());
            }
            return runs;
        }

        @Override
        public void close() throws IOException {
            held.close();
        }
    }

    private static SandboxedProcessBuilder print(int number) {
        return new SandboxedProcessBuilder(Probe.command("print", "text " + number)).policy(Sandbox.policy());
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text " + i).toList();
    }

    /** Starts the threads that last as long as the JVM. */
    @BeforeEach
    void have_run_before() throws Exception {
        for (int i = 0; i < 20; i++) {
            print(i).runAsync().join();
        }
        CompletableFuture<Completed> cancelled =
                new SandboxedProcessBuilder(Probe.command("sleep-forever")).policy(Sandbox.policy()).runAsync();
        cancelled.cancel(true);
        await().until(() -> ProcessHandle.current().children().findAny().isEmpty());
    }

    private static void assertNothingIsLeftSince(Leftovers before) throws IOException {
        await().atMost(30, TimeUnit.SECONDS).pollInSameThread()
                .untilAsserted(() -> assertThat(Leftovers.now()).isEqualTo(before));
        await().until(Leftovers::noSearchGoesOn);
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }

    @Test
    void five_hundred_run_at_once_without_a_thread_each() throws Exception {
        Leftovers before = Leftovers.now();
        int threadsBefore = threads();
        List<CompletableFuture<Completed>> runs;
        try (Gate gate = new Gate()) {
            runs = gate.runs(AT_ONCE);
            assertThat(threads()).isLessThan(threadsBefore + 8);
            assertThat(runs).noneMatch(CompletableFuture::isDone);
        }

        for (int i = 0; i < AT_ONCE; i++) {
            Completed completed = runs.get(i).join();
            assertThat(completed.outputText()).isEqualTo("out " + i + "\n");
            assertThat(completed.errorText()).isEqualTo("err " + i + "\n");
            assertThat(completed.exitValue()).isEqualTo(i % 251);
        }
        assertNothingIsLeftSince(before);
    }

    @Test
    void two_thousand_one_after_the_other_leave_nothing() throws Exception {
        Leftovers before = Leftovers.now();

        for (int i = 0; i < ONE_AFTER_THE_OTHER; i++) {
            assertThat(print(i).runAsync().join().outputText()).isEqualTo("text " + i);
        }

        assertNothingIsLeftSince(before);
    }

    @Test
    void a_hundred_that_are_cancelled_leave_nothing() throws Exception {
        try (Gate gate = new Gate()) {
            Leftovers before = Leftovers.now();
            List<CompletableFuture<Completed>> runs = gate.runs(100);

            runs.forEach(run -> run.cancel(true));

            assertNothingIsLeftSince(before);
        }
    }

    @Test
    void those_whose_futures_are_forgotten_end_as_all_others() throws Exception {
        Leftovers before = Leftovers.now();
        try (Gate gate = new Gate()) {
            gate.runs(50);
            System.gc();
            assertThat(ProcessHandle.current().children()).hasSizeGreaterThanOrEqualTo(50);
        }

        assertNothingIsLeftSince(before);
    }

    @Test
    void they_can_be_waited_for_by_all_threads_of_the_common_pool() {
        List<String> texts = IntStream.range(0, 200).parallel()
                .mapToObj(i -> print(i).runAsync().join().outputText())
                .toList();

        assertThat(texts).isEqualTo(texts(200));
    }

    @Test
    void they_can_be_waited_for_by_virtual_threads() throws Exception {
        VirtualThreads.assumeThere();
        List<FutureTask<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            tasks.add(VirtualThreads.run(() -> print(number).runAsync().get().outputText()));
        }

        List<String> texts = new ArrayList<>();
        for (FutureTask<String> task : tasks) {
            texts.add(task.get(60, TimeUnit.SECONDS));
        }
        assertThat(texts).isEqualTo(texts(200));
    }

    @Test
    void they_can_be_combined() {
        List<CompletableFuture<String>> runs = IntStream.range(0, 100)
                .mapToObj(i -> print(i).runAsync().thenApply(Completed::outputText))
                .toList();

        CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).join();

        assertThat(runs.stream().map(CompletableFuture::join)).isEqualTo(texts(100));
    }
}
