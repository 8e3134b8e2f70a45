package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The methods of Process, but for its streams and its handle. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ProcessMethodsIT {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 126, 127, 128, 255})
    void the_exit_value_is_the_program_s(int value) throws Exception {
        BothWays.show(value, way -> way.probe("exit", "" + value).start().waitFor());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 9, 13, 15, 40, 64})
    void a_signal_that_ends_the_program_gives_its_number_and_128(int signal) throws Exception {
        BothWays.show(128 + signal, way -> way.shell("kill -" + signal + " $$").start().waitFor());
    }

    @Test
    void a_program_that_is_stopped_has_not_ended() throws Exception {
        BothWays.show("false true 0", way -> {
            Process process = way.probe("wait").start();
            long pid = process.pid();
            signal("STOP", pid);
            await().until(() -> state(pid).equals("T"));
            String seen = process.waitFor(0, TimeUnit.SECONDS) + " " + process.isAlive();
            signal("CONT", pid);
            process.getOutputStream().close();
            return seen + " " + process.waitFor();
        });
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(Way.JDK.shell("kill -$1 $2", name, "" + pid).finish().exitValue()).isZero();
    }

    /** The letter that /proc/PID/stat has after the program's name. */
    private static String state(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    }

    @Test
    void a_running_process_says_so() throws Exception {
        BothWays.show(List.of(
                "true", "java.lang.IllegalThreadStateException: process hasn't exited",
                "Process[pid=PID, exitValue=\"not exited\"]", "false", "false", "false", "true"), way -> {
            Process process = way.probe("sleep-forever").start();
            List<String> seen = seen(process);
            process.destroyForcibly().waitFor();
            return seen;
        });
    }

    @Test
    void an_ended_process_says_so() throws Exception {
        BothWays.show(List.of(
                "false", "5", "Process[pid=PID, exitValue=5]", "true", "true", "true", "true"), way -> {
            Process process = way.probe("exit", "5").start();
            process.waitFor();
            return seen(process);
        });
    }

    private static List<String> seen(Process process) throws InterruptedException {
        String exitValue;
        try {
            exitValue = "" + process.exitValue();
        } catch (IllegalThreadStateException e) {
            exitValue = e.toString();
        }
        return List.of(
                "" + process.isAlive(), exitValue,
                process.toString().replace("pid=" + process.pid(), "pid=PID"),
                "" + process.waitFor(0, TimeUnit.SECONDS), "" + process.waitFor(-1, TimeUnit.DAYS),
                "" + process.waitFor(1, TimeUnit.MILLISECONDS),
                "" + process.supportsNormalTermination());
    }

    @Test
    void waiting_without_limit_of_time_is_possible_in_any_unit() throws Exception {
        for (TimeUnit unit : TimeUnit.values()) {
            BothWays.show("true true", way -> {
                Process process = way.probe("wait").start();
                FutureTask<Boolean> waits = inThread(() -> process.waitFor(Long.MAX_VALUE, unit));
                process.getOutputStream().close();
                return waits.get() + " " + process.waitFor(Long.MAX_VALUE, unit);
            });
        }
    }

    @Test
    void a_null_unit_is_refused_before_anything_is_looked_at() throws Exception {
        BothWays.show("NullPointerException NullPointerException", way -> {
            Process process = way.probe("wait").start();
            String running = thrownBy(() -> process.waitFor(0, null));
            process.getOutputStream().close();
            process.waitFor();
            return running + " " + thrownBy(() -> process.waitFor(0, null));
        });
    }

    private static String thrownBy(StreamsIT.Step step) {
        try {
            step.run();
            return "nothing";
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    @Test
    void an_interrupt_ends_waiting_but_not_the_process() throws Exception {
        BothWays.show("InterruptedException InterruptedException true", way -> {
            Process process = way.probe("sleep-forever").start();
            List<String> seen = new ArrayList<>();
            List<StreamsIT.Step> waits =
                    List.of(process::waitFor, () -> process.waitFor(1, TimeUnit.DAYS));
            for (StreamsIT.Step wait : waits) {
                FutureTask<String> waiting = new FutureTask<>(() -> thrownBy(wait));
                Thread thread = new Thread(waiting);
                thread.start();
                await().until(() -> thread.getState().name().contains("WAITING"));
                thread.interrupt();
                seen.add(waiting.get());
            }
            seen.add("" + process.isAlive());
            process.destroyForcibly().waitFor();
            return String.join(" ", seen);
        });
    }

    @Test
    void an_interrupted_thread_is_told_at_once_unless_the_process_has_ended() throws Exception {
        BothWays.show("InterruptedException false 143 true true", way -> {
            Process process = way.probe("sleep-forever").start();
            Thread.currentThread().interrupt();
            String running = thrownBy(process::waitFor) + " " + Thread.currentThread().isInterrupted();
            process.destroy();
            process.waitFor();
            Thread.currentThread().interrupt();
            int ended = process.waitFor();
            boolean endedInTime = process.waitFor(1, TimeUnit.DAYS);
            return running + " " + ended + " " + endedInTime + " " + Thread.interrupted();
        });
    }

    @Test
    void many_threads_can_wait_for_one_process() throws Exception {
        BothWays.show(List.of(4, 4, 4, 4, 4, 4, 4, 4), way -> {
            Process process = way.shell("read x; exit 4").start();
            List<FutureTask<Integer>> waits = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waits.add(inThread(process::waitFor));
            }
            process.getOutputStream().close();
            List<Integer> seen = new ArrayList<>();
            for (FutureTask<Integer> wait : waits) {
                seen.add(wait.get());
            }
            return seen;
        });
    }

    private static <T> FutureTask<T> inThread(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    @Test
    void destroy_asks_and_destroy_forcibly_does_not() throws Exception {
        BothWays.show("143 137 3 137", way -> {
            Process asked = way.probe("sleep-forever").start();
            asked.destroy();
            Process forced = way.probe("sleep-forever").start();
            assertThat(forced.destroyForcibly()).isSameAs(forced);
            Process polite = way.shell("trap 'exit 3' TERM; echo ready; while :; do read x; done").start();
            polite.getInputStream().read();
            polite.destroy();
            Process stubborn = way.shell("trap '' TERM; echo ready; exec sleep 1000").start();
            stubborn.getInputStream().read();
            stubborn.destroy();
            stubborn.destroyForcibly();
            return asked.waitFor() + " " + forced.waitFor()
                    + " " + polite.waitFor() + " " + stubborn.waitFor();
        });
    }

    @Test
    void destroying_an_ended_process_has_no_effect() throws Exception {
        BothWays.show("6 6", way -> {
            Process process = way.probe("exit", "6").start();
            process.waitFor();
            process.destroy();
            int destroyed = process.exitValue();
            assertThat(process.destroyForcibly()).isSameAs(process);
            return destroyed + " " + process.exitValue();
        });
    }

    @Test
    void each_call_of_on_exit_gives_a_future_that_can_be_cancelled() throws Exception {
        BothWays.show("true true 8 8", way -> {
            Process process = way.shell("read x; exit 8").start();
            CompletableFuture<Process> first = process.onExit();
            CompletableFuture<Process> second = process.onExit();
            String seen = (first != second && !first.isDone()) + " " + first.cancel(true);
            CompletableFuture<Integer> value = second.thenApply(Process::exitValue);
            process.getOutputStream().close();
            assertThat(second.get()).isSameAs(process);
            return seen + " " + value.get() + " " + process.onExit().get().exitValue();
        });
    }

    @Test
    void what_depends_on_on_exit_runs_where_the_jdk_runs_it() throws Exception {
        String seen = BothWays.same(way -> {
            Process process = way.probe("wait").start();
            CompletableFuture<String> thread =
                    process.onExit().thenApply(p -> Thread.currentThread().getName());
            process.getOutputStream().close();
            return thread.get().replaceAll("-?\\d+", "");
        });

        // Up to 24 the common pool is not used if it has one thread only.
        assertThat(seen).isIn("ForkJoinPool.commonPool-worker", "Thread");
    }

    @Test
    void a_dependent_that_throws_or_blocks_does_not_keep_the_end_of_others_from_being_seen()
            throws Exception {
        for (Way way : Way.values()) {
            CompletableFuture<Void> gate = new CompletableFuture<>();
            Process first = way.probe("wait").start();
            CompletableFuture<?> throwing = first.onExit().thenRun(() -> {
                throw new IllegalStateException("of the test");
            });
            CompletableFuture<?> blocked = first.onExit().thenRun(gate::join);
            first.getOutputStream().close();

            assertThat(way.probe("exit", "2").start().waitFor()).as("%s", way).isEqualTo(2);
            gate.complete(null);
            blocked.get();
            assertThatThrownBy(throwing::get).isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("of the test");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readers_and_writers_convert_text_and_are_the_same_on_each_call(Way way) throws Exception {
        Process process = way.shell("read x; echo $x; echo err >&2").start();
        Writer writer = process.outputWriter(StandardCharsets.UTF_8);
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);

        writer.write("\u00fc\u20ac\n");
        writer.flush();

        assertThat(reader.readLine()).isEqualTo("\u00fc\u20ac");
        assertThat(process.errorReader().readLine()).isEqualTo("err");
        assertThat(process.inputReader(StandardCharsets.UTF_8)).isSameAs(reader);
        assertThat(process.outputWriter(StandardCharsets.UTF_8)).isSameAs(writer);
        assertThatThrownBy(() -> process.inputReader(StandardCharsets.UTF_16))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> process.outputWriter(StandardCharsets.UTF_16))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> process.errorReader(null)).isInstanceOf(NullPointerException.class);
        assertThat(process.waitFor()).isZero();
    }
}
