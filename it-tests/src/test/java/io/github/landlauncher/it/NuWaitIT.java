package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.nuprocess.NuProcess;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for a program's end, and bringing it about. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuWaitIT {

    private static final String UNTIL_INPUT_ENDS = "read x; exit 3";

    private final NuWay way = NuWay.tested();
    private final NuRecorder handler = new NuRecorder();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 15, 126, 128, 137, 255})
    void exit_codes_are_the_program_s(int status) throws Exception {
        NuProcess process = way.probe(handler, "exit", "" + status).start();

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(status);
        assertThat(handler.exitCode()).isEqualTo(status);
    }

    @Test
    void the_time_is_over_while_the_program_runs() throws Exception {
        NuProcess process = way.shell(handler, UNTIL_INPUT_ENDS).start();

        assertThat(process.waitFor(1, TimeUnit.MILLISECONDS)).isEqualTo(Integer.MIN_VALUE);
        assertThat(process.waitFor(-1, TimeUnit.SECONDS)).isEqualTo(Integer.MIN_VALUE);
        assertThat(process.isRunning()).isTrue();
        process.closeStdin(true);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isEqualTo(3);
    }

    @Test
    void after_the_exit_everybody_is_told_at_once() throws Exception {
        NuProcess process = way.probe(handler, "exit", "3").start();
        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(process.waitFor(1, TimeUnit.NANOSECONDS)).isEqualTo(3);
        assertThat(process.waitFor(-1, TimeUnit.NANOSECONDS)).isEqualTo(3);
    }

    @Test
    void many_threads_may_wait() throws Exception {
        NuProcess process = way.shell(handler, UNTIL_INPUT_ENDS).start();
        List<CompletableFuture<Integer>> waiting = IntStream.range(0, 4)
                .mapToObj(i -> waiting(process, new AtomicReference<>()))
                .toList();

        process.closeStdin(true);

        for (CompletableFuture<Integer> one : waiting) {
            assertThat(one.get(1, TimeUnit.MINUTES)).isEqualTo(3);
        }
    }

    private static CompletableFuture<Integer> waiting(
            NuProcess process, AtomicReference<Thread> thread) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        thread.set(new Thread(() -> {
            try {
                result.complete(process.waitFor(0, TimeUnit.SECONDS));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        }));
        thread.get().start();
        return result;
    }

    @Test
    void an_interrupt_ends_the_waiting_and_not_the_program() throws Exception {
        NuProcess process = way.shell(handler, UNTIL_INPUT_ENDS).start();
        AtomicReference<Thread> thread = new AtomicReference<>();
        CompletableFuture<Integer> waiting = waiting(process, thread);
        await().until(() -> thread.get().getState() == Thread.State.WAITING);

        thread.get().interrupt();

        await().until(waiting::isDone);
        assertThat(waiting).isCompletedExceptionally();
        assertThat(waiting.handle((value, failure) -> failure).get())
                .isInstanceOf(InterruptedException.class);
        assertThat(process.isRunning()).isTrue();
        process.closeStdin(true);
        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void a_program_may_end_gracefully() throws Exception {
        NuProcess process = way.shell(handler,
                "trap 'echo bye; exit 4' TERM; echo ready; while :; do read x; done").start();
        await().until(() -> handler.output().equals("ready\n"));

        process.destroy(false);

        // A shell that reads sees the signal when the reading ends.
        process.closeStdin(true);
        assertThat(handler.outcome()).isEqualTo(new Outcome(4, "ready\nbye\n", ""));
    }

    @Test
    void a_program_may_ignore_that_but_not_force() throws Exception {
        NuProcess process = way.shell(handler, "trap '' TERM; echo ready; read x").start();
        await().until(() -> handler.output().equals("ready\n"));

        process.destroy(false);
        assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).isEqualTo(Integer.MIN_VALUE);
        process.destroy(true);

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(way.expect(9, 137));
        assertThat(process.isRunning()).isFalse();
    }

    @Test
    void a_program_that_has_ended_cannot_be_destroyed() throws Exception {
        NuProcess process = way.probe(handler, "exit", "3").start();
        process.waitFor(0, TimeUnit.SECONDS);

        process.destroy(false);
        process.destroy(true);

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(handler.names()).containsOnlyOnce("exit 3");
    }
}
