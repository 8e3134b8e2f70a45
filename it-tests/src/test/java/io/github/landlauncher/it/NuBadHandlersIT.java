package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Handlers that break the rules harm their own program at most. With NuProcess, each of these would end
 * a thread that serves others too.
 */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuBadHandlersIT {

    private static final String TALK = "echo out; echo err >&2; read x; exit 3";

    /** Served by every thread that serves handlers. */
    private final List<NuRecorder> bystanders =
            Stream.generate(NuRecorder::new)
                    .limit(2L * Runtime.getRuntime().availableProcessors())
                    .toList();

    @AfterEach
    void others_are_served_as_before() throws Exception {
        for (NuRecorder one : bystanders) {
            NuWay.SANDBOXED.shell(one, "echo out; echo err >&2; exit 3").start();
        }
        for (NuRecorder one : bystanders) {
            assertThat(one.outcome()).isEqualTo(new Outcome(3, "out\n", "err\n"));
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(new IllegalStateException("a test's"), new AssertionError("a test's"),
                        new StackOverflowError("a test's"))
                .flatMap(failure -> Stream.of("preStart", "start", "stdout", "stderr", "stdin", "exit")
                        .map(where -> Arguments.of(where, failure)));
    }

    /** Throws in one of its methods, before it does anything. */
    private static final class Throwing extends NuRecorder {
        private final String where;
        private final Throwable failure;

        Throwing(String where, Throwable failure) {
            this.where = where;
            this.failure = failure;
        }

        private void perhaps(String here) {
            if (where.equals(here)) {
                Throwing.<RuntimeException>sneak(failure);
            }
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void sneak(Throwable failure) throws T {
            throw (T) failure;
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
        public void onStdout(ByteBuffer buffer, boolean closed) {
            perhaps("stdout");
            super.onStdout(buffer, closed);
        }

        @Override
        public void onStderr(ByteBuffer buffer, boolean closed) {
            perhaps("stderr");
            super.onStderr(buffer, closed);
        }

        @Override
        public boolean onStdinReady(ByteBuffer buffer) {
            perhaps("stdin");
            return super.onStdinReady(buffer);
        }

        @Override
        public void onExit(int exitCode) {
            super.onExit(exitCode);
            perhaps("exit");
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void what_a_handler_throws_is_ignored(String where, Throwable failure) throws Exception {
        Throwing throwing = new Throwing(where, failure);
        NuProcess process = NuWay.SANDBOXED.shell(throwing, TALK).start();

        process.wantWrite();
        process.closeStdin(false);

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(throwing.exitCode()).isEqualTo(3);
        assertThat(throwing.output()).isEqualTo(where.equals("stdout") ? "" : "out\n");
        assertThat(throwing.error()).isEqualTo(where.equals("stderr") ? "" : "err\n");
    }

    @Test
    void a_handler_that_fails_to_fill_a_buffer_sends_nothing() throws Exception {
        Throwing throwing = new Throwing("stdin", new IllegalStateException("a test's"));
        NuProcess process = NuWay.SANDBOXED.probe(throwing, "copy").start();

        process.wantWrite();
        process.writeStdin(ByteBuffer.wrap("written".getBytes()));
        process.closeStdin(false);

        assertThat(throwing.outcome()).isEqualTo(new Outcome(0, "written", ""));
    }

    @Test
    void a_handler_that_forgets_to_flip_sends_zeros() throws Exception {
        NuRecorder forgetting = new NuRecorder() {
            @Override
            public boolean onStdinReady(ByteBuffer buffer) {
                process().closeStdin(false);
                return false;
            }
        };

        NuWay.SANDBOXED.probe(forgetting, "copy").start().wantWrite();

        assertThat(forgetting.exitCode()).isZero();
        assertThat(forgetting.bytes()).isEqualTo(new byte[NuProcess.BUFFER_CAPACITY]);
    }

    @Test
    void a_handler_that_never_consumes_has_its_program_killed() throws Exception {
        byte[] written = Probe.runFree("stdout-bytes", "" + NuProcess.BUFFER_CAPACITY).output();
        NuRecorder full = new NuRecorder() {
            private byte[] last;

            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                last = new byte[buffer.remaining()];
                buffer.duplicate().get(last);
                if (closed) {
                    assertThat(last).isEqualTo(written);
                    super.onStdout(buffer, true);
                }
            }
        };

        NuProcess process = NuWay.SANDBOXED.probe(full, "stdout-bytes", "10000000").start();

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(137);
        assertThat(full.bytes()).isEqualTo(written);
    }

    @Test
    void one_that_leaves_a_little_less_has_not() throws Exception {
        int size = NuProcess.BUFFER_CAPACITY - 1;
        NuRecorder lazy = new NuRecorder() {
            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                if (closed) {
                    super.onStdout(buffer, true);
                }
            }
        };

        NuWay.SANDBOXED.probe(lazy, "stdout-bytes", "" + size).start();

        assertThat(lazy.exitCode()).isZero();
        assertThat(lazy.bytes()).hasSize(size);
    }

    @Test
    void no_handler_at_all_is_like_one_that_throws() throws Exception {
        NuRecorder leaving = new NuRecorder() {
            @Override
            public void onStart(NuProcess process) {
                process.setProcessHandler(null);
            }
        };

        NuProcess process = NuWay.SANDBOXED.shell(leaving, "echo out; exit 3").start();

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(leaving.names()).containsExactly("preStart");
    }

    @Test
    void a_hundred_thousand_tiny_pieces_of_input_are_as_good_as_one() throws Exception {
        int size = 100_000;
        NuRecorder feeder = new NuRecorder() {
            private int given;

            @Override
            public boolean onStdinReady(ByteBuffer buffer) {
                buffer.put((byte) 'x').flip();
                if (++given == size) {
                    process().closeStdin(false);
                }
                return given < size;
            }
        };

        NuWay.SANDBOXED.probe(feeder, "copy").start().wantWrite();

        assertThat(feeder.exitCode()).isZero();
        assertThat(feeder.output()).isEqualTo("x".repeat(size));
    }

    @Test
    void a_buffer_given_back_with_other_limits_is_still_the_buffer() throws Exception {
        NuRecorder careless = new NuRecorder() {
            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                super.onStdout(buffer, closed);
                buffer.clear();
                buffer.position(buffer.limit());
            }
        };

        NuWay.SANDBOXED.shell(careless, "echo out; read x; echo more").start().closeStdin(false);

        assertThat(careless.outcome()).isEqualTo(new Outcome(0, "out\nmore\n", ""));
    }

    @Test
    void a_process_that_waits_for_itself_in_a_callback_can_be_given_a_time() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        NuAbstractProcessHandler waiting = new NuAbstractProcessHandler() {
            private NuProcess process;

            @Override
            public void onStart(NuProcess nuProcess) {
                process = nuProcess;
            }

            @Override
            public void onExit(int exitCode) {
                try {
                    if (process.waitFor(1, TimeUnit.MILLISECONDS) == Integer.MIN_VALUE) {
                        asked.countDown();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        NuProcess process = NuWay.SANDBOXED.probe(waiting, "exit", "3").start();

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
    }
}
