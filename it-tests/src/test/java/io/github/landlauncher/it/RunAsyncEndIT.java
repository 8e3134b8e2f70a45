package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.Completed;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StreamListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a program and its tree end before their time when a future stands for them. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class RunAsyncEndIT {

    private static final Duration SHORT = Duration.ofMillis(300);

    /** A tree of a shell with children in its session and in others, all of whom are deaf to SIGTERM. */
    private static final String TREE = "trap '' TERM; echo begun; sleep 60 & setsid sleep 60 &"
            + " (sleep 60 & exec sleep 60) & touch ready; ";

    @TempDir private Path directory;
    private Lifeline lifeline;

    @BeforeEach
    void hold_the_tree() throws Exception {
        lifeline = new Lifeline(directory);
    }

    @AfterEach
    void let_go() {
        lifeline.close();
    }

    private SandboxedProcessBuilder tree(String end) {
        return new SandboxedProcessBuilder("/bin/sh", "-c", TREE + end)
                .policy(Way.POLICY)
                .directory(directory.toFile())
                .redirectError(lifeline.redirect());
    }

    private CompletableFuture<Completed> running(SandboxedProcessBuilder tree) {
        CompletableFuture<Completed> run = tree.runAsync();
        await().until(() -> Files.exists(directory.resolve("ready")));
        return run;
    }

    @Test
    void what_a_program_has_started_lives_on_if_nobody_ends_it() throws Exception {
        Completed completed = running(tree("echo $$")).join();

        assertThat(completed.timedOut()).isFalse();
        assertThat(lifeline.isHeld()).isTrue();
        for (ProcessHandle left : ProcessHandle.allProcesses().filter(this::holdsTheLifeline).toList()) {
            left.destroyForcibly();
        }
        lifeline.assertReleased();
    }

    private boolean holdsTheLifeline(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/fd/2"))
                    .equals(directory.resolve("lifeline"));
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_cancels_a_run_kills_the_whole_tree(boolean guarded) throws Exception {
        SandboxedProcessBuilder tree = tree("wait");
        CompletableFuture<Completed> run = running(guarded ? tree.killSurvivors() : tree);

        assertThat(run.cancel(true)).isTrue();

        lifeline.assertReleased();
        assertThat(run).isCancelled();
    }

    @Test
    void so_does_whoever_completes_it() throws Exception {
        for (Consumer<CompletableFuture<Completed>> way : CompletedBy.WAYS) {
            try (Lifeline own = new Lifeline(Files.createTempDirectory(directory, "way"))) {
                CompletableFuture<Completed> run =
                        running(tree("wait").redirectError(own.redirect()));

                way.accept(run);

                own.assertReleased();
                Files.delete(directory.resolve("ready"));
            }
        }
    }

    /** Ways of completing a future. */
    private interface CompletedBy {
        List<Consumer<CompletableFuture<Completed>>> WAYS = List.of(
                run -> run.complete(null),
                run -> run.completeExceptionally(new IllegalStateException()),
                run -> run.orTimeout(1, TimeUnit.MILLISECONDS),
                run -> run.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS),
                run -> run.obtrudeValue(null));
    }

    @Test
    void who_waits_too_long_has_the_tree_killed_by_or_timeout() throws Exception {
        CompletableFuture<Completed> run = running(tree("wait")).orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatThrownBy(run::join).hasCauseInstanceOf(TimeoutException.class);
        lifeline.assertReleased();
    }

    @Test
    void a_time_out_of_the_builder_kills_the_tree_and_is_a_result() throws Exception {
        Completed completed = running(tree("wait").timeout(SHORT, SHORT)).join();

        assertThat(completed.timedOut()).isTrue();
        assertThat(completed.exitValue()).isEqualTo(137);
        assertThat(completed.outputText()).isEqualTo("begun\n");
        assertThat(completed.runDuration()).isGreaterThan(SHORT.multipliedBy(2));
        lifeline.assertReleased();
    }

    @Test
    void to_cancel_after_the_end_changes_nothing() throws Exception {
        CompletableFuture<Completed> run = running(tree("exit 3").killSurvivors());

        assertThat(run.join().exitValue()).isEqualTo(3);

        assertThat(run.cancel(true)).isFalse();
        assertThat(run.join().exitValue()).isEqualTo(3);
        lifeline.assertReleased();
    }

    @Test
    void a_dependent_that_takes_its_time_holds_no_streams_up() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> slow = running(tree("while [ ! -e end ]; do sleep 0.01; done").killSurvivors())
                .thenApply(completed -> released(go));
        Files.createFile(directory.resolve("end"));
        lifeline.assertReleased();

        CountDownLatch exits = new CountDownLatch(20); // of more than there are threads that serve streams
        for (long i = exits.getCount(); i > 0; i--) {
            probe().start(new ExitListener(exits));
        }
        assertThat(released(exits)).isTrue();
        assertThat(slow).isNotDone();

        go.countDown();
        assertThat(slow.join()).isTrue();
    }

    /** Hears of exits and nothing else. */
    private record ExitListener(CountDownLatch exits) implements StreamListener {

        @Override
        public void started(SandboxedProcess process, ProcessInput input) {}

        @Override
        public void output(ByteBuffer bytes, boolean closed) {}

        @Override
        public void error(ByteBuffer bytes, boolean closed) {}

        @Override
        public boolean inputReady(ByteBuffer room) {
            return false;
        }

        @Override
        public void exited(int exitValue) {
            exits.countDown();
        }
    }

    private static SandboxedProcessBuilder probe() {
        return new SandboxedProcessBuilder(Probe.command("exit", "0")).policy(Sandbox.policy());
    }

    private static boolean released(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
