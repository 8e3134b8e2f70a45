package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuProcess;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which call of a handler comes when, and from which thread. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuLifecycleIT {

    private static final String TALK = "echo out; echo err >&2; exit 3";

    private final NuWay way = NuWay.tested();
    private final NuRecorder handler = new NuRecorder();

    @Test
    void a_handler_is_told_of_start_output_its_ends_and_exit_in_this_order() throws Exception {
        way.shell(handler, TALK).start();

        assertThat(handler.outcome()).isEqualTo(new Outcome(3, "out\n", "err\n"));
        List<String> names = handler.names();
        assertThat(names.subList(0, 2)).containsExactly("preStart", "start");
        assertThat(names.subList(2, names.size() - 1))
                .containsExactlyInAnyOrder("stdout", "stderr", "stdout closed", "stderr closed")
                .containsSubsequence("stdout", "stdout closed")
                .containsSubsequence("stderr", "stderr closed");
        assertThat(names).endsWith("exit 3");
    }

    @Test
    void start_returns_what_the_handler_was_given() throws Exception {
        NuProcess process = way.shell(handler, TALK).start();

        assertThat(process).isSameAs(handler.process());
        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(handler.names()).endsWith("exit 3");
    }

    @Test
    void pre_start_and_start_are_called_by_who_starts_and_the_rest_by_one_other_thread()
            throws Exception {
        way.shell(handler, TALK).start().waitFor(0, TimeUnit.SECONDS);

        assertThat(handler.threadOf("preStart")).isSameAs(Thread.currentThread());
        assertThat(handler.threadOf("start")).isSameAs(Thread.currentThread());
        Thread server = handler.threadOf("exit 3");
        assertThat(server).isNotSameAs(Thread.currentThread());
        assertThat(server.isDaemon()).isTrue();
        assertThat(handler.calls().subList(2, handler.calls().size()))
                .extracting(NuRecorder.Call::thread).containsOnly(server);
    }

    @Test
    void run_makes_every_call_by_its_own_thread_and_returns_after_the_last() {
        way.shell(handler, TALK).run();

        assertThat(handler.names()).endsWith("exit 3");
        assertThat(handler.calls()).extracting(NuRecorder.Call::thread)
                .containsOnly(Thread.currentThread());
        assertThat(handler.output()).isEqualTo("out\n");
    }

    @Test
    void run_feeds_its_program_too() {
        NuRecorder feeder = new NuRecorder() {
            @Override
            public void onStart(NuProcess process) {
                super.onStart(process);
                process.wantWrite();
            }

            @Override
            public boolean onStdinReady(ByteBuffer buffer) {
                buffer.put("text".getBytes()).flip();
                process().closeStdin(false);
                return false;
            }
        };

        way.probe(feeder, "copy").run();

        assertThat(feeder.output()).isEqualTo("text");
        assertThat(feeder.names()).endsWith("exit 0");
    }

    @Test
    void a_process_runs_from_on_start_to_before_on_exit() throws Exception {
        Map<String, Boolean> running = new ConcurrentHashMap<>();
        NuRecorder asking = new NuRecorder() {
            @Override
            public void onPreStart(NuProcess process) {
                super.onPreStart(process);
                running.put("preStart", process.isRunning());
            }

            @Override
            public void onStart(NuProcess process) {
                super.onStart(process);
                running.put("start", process.isRunning());
            }

            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                super.onStdout(buffer, closed);
                if (!closed) {
                    running.put("stdout", process().isRunning());
                }
            }

            @Override
            public void onExit(int exitCode) {
                running.put("exit", process().isRunning());
                super.onExit(exitCode);
            }
        };

        NuProcess process = way.shell(asking, TALK).start();
        process.waitFor(0, TimeUnit.SECONDS);

        assertThat(running).isEqualTo(
                Map.of("preStart", false, "start", true, "stdout", true, "exit", false));
        assertThat(process.isRunning()).isFalse();
    }

    @Test
    void the_pid_is_zero_before_the_start_and_then_the_program_s_for_ever() throws Exception {
        List<Integer> pids = new ArrayList<>();
        NuRecorder asking = new NuRecorder() {
            @Override
            public void onPreStart(NuProcess process) {
                super.onPreStart(process);
                pids.add(process.getPID());
            }

            @Override
            public void onStart(NuProcess process) {
                super.onStart(process);
                pids.add(process.getPID());
            }
        };

        NuProcess process = way.shell(asking, "echo $$").start();
        process.waitFor(0, TimeUnit.SECONDS);

        int pid = Integer.parseInt(asking.output().strip());
        assertThat(pids).containsExactly(0, pid);
        assertThat(process.getPID()).isEqualTo(pid);
    }

    @Test
    void another_handler_may_take_over_in_a_callback() throws Exception {
        NuRecorder second = new NuRecorder();
        NuRecorder first = new NuRecorder() {
            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                super.onStdout(buffer, closed);
                process().setProcessHandler(second);
                process().closeStdin(true);
            }
        };

        way.shell(first, "echo first; read x; echo second; exit 3").start()
                .waitFor(0, TimeUnit.SECONDS);

        assertThat(first.names()).containsExactly("preStart", "start", "stdout");
        assertThat(first.output()).isEqualTo("first\n");
        assertThat(second.outcome()).isEqualTo(new Outcome(3, "second\n", ""));
    }

    /** A handler that throws in one of its methods, after doing what is to be done there. */
    private static final class Throwing extends NuRecorder {
        private final String where;

        Throwing(String where) {
            this.where = where;
        }

        private void perhaps(String here) {
            if (where.equals(here)) {
                throw new IllegalStateException("a test's exception in " + here);
            }
        }

        @Override
        public void onPreStart(NuProcess process) {
            super.onPreStart(process);
            perhaps("preStart");
        }

        @Override
        public void onStart(NuProcess process) {
            super.onStart(process);
            perhaps("start");
        }

        @Override
        public void onExit(int exitCode) {
            super.onExit(exitCode);
            perhaps("exit");
        }
    }

    /** {@link NuBadHandlersIT} has what NuProcess promises too, but does not keep. */
    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "preStart", "start", "exit"})
    void exceptions_of_a_handler_are_ignored(String where) throws Exception {
        Throwing throwing = new Throwing(where);

        NuProcess process = way.shell(throwing, TALK).start();

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(throwing.outcome()).isEqualTo(new Outcome(3, "out\n", "err\n"));
        NuRecorder next = new NuRecorder();
        way.shell(next, TALK).start();
        assertThat(next.outcome()).isEqualTo(new Outcome(3, "out\n", "err\n"));
    }
}
