package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuProcess;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a handler is told what its program writes. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuOutputIT {

    private final NuWay way = NuWay.tested();
    private final NuRecorder handler = new NuRecorder();

    private static String text(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new String(bytes);
    }

    @Test
    void megabytes_come_as_they_were_written() throws Exception {
        int size = 5_000_000;
        byte[] expected = Probe.runFree("stdout-bytes", "" + size).output();
        assertThat(expected).hasSize(size);

        way.probe(handler, "stdout-bytes", "" + size).start();

        assertThat(handler.exitCode()).isZero();
        assertThat(handler.bytes()).isEqualTo(expected);
    }

    @Test
    void thousands_of_lines_of_both_streams_are_complete_and_in_order() throws Exception {
        way.shell(handler, "i=0; while [ $i -lt 5000 ]; do i=$((i + 1)); echo o$i; echo e$i >&2; done")
                .start();

        assertThat(handler.exitCode()).isZero();
        assertThat(handler.output()).isEqualTo(lines("o"));
        assertThat(handler.error()).isEqualTo(lines("e"));
    }

    private static String lines(String prefix) {
        return IntStream.rangeClosed(1, 5000).mapToObj(i -> prefix + i + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void buffers_are_direct_in_native_order_and_hold_the_capacity_that_is_promised() throws Exception {
        List<String> seen = new ArrayList<>();
        NuRecorder looking = new NuRecorder() {
            private void look(ByteBuffer buffer) {
                seen.add(buffer.isDirect() + " " + buffer.order().equals(ByteOrder.nativeOrder())
                        + " " + buffer.capacity());
            }

            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                look(buffer);
                super.onStdout(buffer, closed);
            }

            @Override
            public void onStderr(ByteBuffer buffer, boolean closed) {
                look(buffer);
                super.onStderr(buffer, closed);
            }
        };

        way.shell(looking, "echo out; echo err >&2").start().waitFor(0, TimeUnit.SECONDS);

        assertThat(seen).hasSizeGreaterThanOrEqualTo(4)
                .containsOnly("true true " + NuProcess.BUFFER_CAPACITY);
    }

    /** Takes one byte at a time and sees what it is given, until the end. */
    private static final class OneByteTaker extends NuRecorder {
        private final List<String> given = new ArrayList<>();

        @Override
        public void onStdout(ByteBuffer buffer, boolean closed) {
            given.add(text(buffer) + (closed ? " closed" : ""));
            if (!closed) {
                buffer.get();
                process().writeStdin(ByteBuffer.wrap("\n".getBytes()));
            }
        }
    }

    @Test
    void bytes_left_in_the_buffer_come_again_before_the_next_ones_and_at_the_end() throws Exception {
        OneByteTaker taker = new OneByteTaker();

        way.shell(taker, "printf abc; read x; printf de; read x; printf f; read x").start()
                .waitFor(0, TimeUnit.SECONDS);

        assertThat(taker.given).containsExactly("abc", "bcde", "cdef", "def closed");
    }

    @Test
    void at_the_end_the_buffer_is_empty_if_all_was_taken() throws Exception {
        List<Integer> left = new ArrayList<>();
        NuRecorder asking = new NuRecorder() {
            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                if (closed) {
                    left.add(buffer.remaining());
                }
                super.onStdout(buffer, closed);
            }
        };

        way.probe(asking, "print", "text").start().waitFor(0, TimeUnit.SECONDS);

        assertThat(left).containsExactly(0);
    }

    @Test
    void a_program_that_closes_its_output_goes_on_and_the_handler_knows() throws Exception {
        NuRecorder closing = new NuRecorder() {
            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                super.onStdout(buffer, closed);
                if (closed) {
                    process().closeStdin(true); // for which the program waits
                }
            }
        };

        way.shell(closing, "echo out; exec >&-; read x; echo later >&2; exit 3").start();

        assertThat(closing.outcome()).isEqualTo(new Outcome(3, "out\n", "later\n"));
        assertThat(closing.names()).containsSubsequence("stdout closed", "stderr")
                .containsOnlyOnce("stdout closed");
    }

    @Test
    void streams_can_be_merged_by_delegation_and_end_once() throws Exception {
        NuRecorder merging = new NuRecorder() {
            @Override
            public void onStderr(ByteBuffer buffer, boolean closed) {
                if (!closed) {
                    onStdout(buffer, closed);
                }
            }
        };

        way.shell(merging, "echo out; echo err >&2").start().waitFor(0, TimeUnit.SECONDS);

        assertThat(merging.output().lines()).containsExactlyInAnyOrder("out", "err");
        assertThat(merging.error()).isEmpty();
        assertThat(merging.names()).containsOnlyOnce("stdout closed").doesNotContain("stderr closed");
    }
}
