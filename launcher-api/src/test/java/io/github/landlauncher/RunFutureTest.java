package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.spi.StreamListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who completes the future of a program that runs, on which thread, and what that does to the program. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class RunFutureTest {

    private FakeLauncher launcher;

    @BeforeEach
    void a_new_launcher() {
        launcher = FakeLauncher.reset();
    }

    private static CompletableFuture<Completed> run() {
        return new SandboxedProcessBuilder("a")
                .policy(SandboxPolicy.handling(LandlockAbi.V7))
                .runAsync();
    }

    private StreamListener listener() {
        return launcher.listeners.get(0);
    }

    private FakeProcess process() {
        return launcher.processes.get(0);
    }

    @Test
    void what_depends_on_it_does_not_run_on_the_thread_that_tells() {
        CompletableFuture<Completed> run = run();
        CountDownLatch told = new CountDownLatch(1);
        CompletableFuture<Thread> dependent = run.thenApply(completed -> {
            await(told);
            return Thread.currentThread();
        });

        listener().exited(0);
        told.countDown(); // which a dependent on this thread would wait for in vain

        assertThat(dependent.join()).isNotSameAs(Thread.currentThread());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoever_completes_it_kills_the_tree_at_once_and_once() {
        List<Consumer<CompletableFuture<Completed>>> ways = List.of(
                run -> run.cancel(true),
                run -> run.cancel(false),
                run -> run.complete(null),
                run -> run.completeExceptionally(new IOException()),
                run -> run.obtrudeValue(null),
                run -> run.obtrudeException(new IOException()));
        for (Consumer<CompletableFuture<Completed>> way : ways) {
            launcher = FakeLauncher.reset();
            CompletableFuture<Completed> run = run();

            way.accept(run);
            run.cancel(true);

            assertThat(run).isDone();
            assertThat(process().treeGraces).containsExactly(Duration.ZERO);
        }
    }

    @Test
    void so_does_time_that_is_over() {
        CompletableFuture<Completed> run = run().orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatThrownBy(run::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(process().treeGraces).containsExactly(Duration.ZERO);
    }

    @Test
    void a_cancelled_run_stays_cancelled_and_keeps_nothing_more() {
        CompletableFuture<Completed> run = run();

        assertThat(run.cancel(true)).isTrue();
        ByteBuffer late = ByteBuffer.allocate(4);
        listener().output(late, false);
        listener().exited(137);

        assertThat(late.hasRemaining()).isFalse();
        assertThat(run).isCancelled();
        assertThat(process().treeGraces).hasSize(1);
    }

    @Test
    void the_tree_is_killed_before_those_are_told_who_depend_on_the_future() {
        CompletableFuture<Completed> run = run();
        CompletableFuture<Integer> kills = run.handle((completed, failure) -> process().treeGraces.size());

        run.cancel(true);

        assertThat(kills.join()).isEqualTo(1);
    }

    @Test
    void when_the_program_has_ended_nothing_is_killed_any_more() {
        CompletableFuture<Completed> run = run();
        listener().exited(0);
        run.cancel(true); // before or after it is completed

        assertThat(process().treeGraces).isEmpty();
        assertThat(run).isDone();
    }

    @Test
    void to_cancel_what_depends_on_it_kills_nothing() {
        CompletableFuture<Completed> run = run();

        run.thenApply(Completed::exitValue).cancel(true);
        run.copy().cancel(true);

        assertThat(process().treeGraces).isEmpty();
        assertThat(run).isNotDone();
    }

    @Test
    void an_output_that_cannot_be_kept_is_a_failure_and_not_a_hole() {
        CompletableFuture<Completed> run = run();
        ByteBuffer unreadable = null;

        assertThatThrownBy(() -> listener().output(unreadable, false))
                .isInstanceOf(NullPointerException.class);
        listener().exited(137);

        assertThatThrownBy(run::join).hasCauseInstanceOf(NullPointerException.class);
        assertThat(process().treeGraces).containsExactly(Duration.ZERO);
    }

    @Test
    void if_no_thread_is_to_be_had_it_is_completed_all_the_same() {
        List<Executor> executors = List.of(
                task -> {
                    throw new RejectedExecutionException();
                },
                task -> {
                    throw new OutOfMemoryError("no thread");
                });
        for (Executor executor : executors) {
            RunFuture run = new RunFuture(() -> {}) {
                @Override
                public Executor defaultExecutor() {
                    return executor;
                }
            };

            run.settle(() -> null);

            assertThat(run).isCompletedWithValue(null);
        }
    }
}
