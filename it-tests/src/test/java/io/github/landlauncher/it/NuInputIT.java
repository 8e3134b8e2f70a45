package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.nuprocess.NuProcess;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a program is fed, by {@code writeStdin} and by {@code wantWrite}. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuInputIT {

    private final NuWay way = NuWay.tested();
    private final NuRecorder handler = new NuRecorder();

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Test
    void one_huge_buffer_is_written_whole() throws Exception {
        byte[] bytes = random(8_000_000);
        NuProcess copy = way.probe(handler, "copy").start();

        copy.writeStdin(ByteBuffer.wrap(bytes));
        copy.closeStdin(false);

        assertThat(handler.exitCode()).isZero();
        assertThat(handler.bytes()).isEqualTo(bytes);
    }

    @Test
    void heap_direct_read_only_and_partial_buffers_are_written_from_position_to_limit()
            throws Exception {
        NuProcess copy = way.probe(handler, "copy").start();

        copy.writeStdin(ascii("heap "));
        copy.writeStdin(direct("direct ".getBytes()));
        copy.writeStdin(ascii("read-only ").asReadOnlyBuffer());
        copy.writeStdin(ascii("..part ..").position(2).limit(7));
        if (way == NuWay.SANDBOXED) { // NuProcess may stop there
            copy.writeStdin(ascii(""));
        }
        copy.writeStdin(ascii("slice").position(2).slice());
        copy.closeStdin(false);

        assertThat(handler.exitCode()).isZero();
        assertThat(handler.output()).isEqualTo("heap direct read-only part ice");
    }

    @Test
    void small_writes_keep_their_order() throws Exception {
        int count = way.expect(500, 20_000); // NuProcess recurs with each one
        NuProcess copy = way.probe(handler, "copy").start();

        for (int i = 0; i < count; i++) {
            byte[] line = (i + "\n").getBytes();
            copy.writeStdin(i % 2 == 0 ? ByteBuffer.wrap(line) : direct(line));
        }
        copy.closeStdin(false);

        assertThat(handler.exitCode()).isZero();
        assertThat(handler.output()).isEqualTo(
                IntStream.range(0, count).mapToObj(i -> i + "\n").collect(Collectors.joining()));
    }

    @Test
    void writes_of_many_threads_are_whole_and_in_each_one_s_order() throws Exception {
        int each = way.expect(50, 1000);
        NuProcess copy = way.probe(handler, "copy").start();
        List<CompletableFuture<Void>> writers = IntStream.range(0, 8)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < each; i++) {
                        copy.writeStdin(ascii(writer + " " + i + "\n"));
                    }
                }))
                .toList();
        writers.forEach(CompletableFuture::join);
        copy.closeStdin(false);

        assertThat(handler.exitCode()).isZero();
        for (int writer = 0; writer < 8; writer++) {
            String own = writer + " ";
            assertThat(handler.output().lines().filter(line -> line.startsWith(own)).toList())
                    .isEqualTo(IntStream.range(0, each).mapToObj(i -> own + i).toList());
        }
        assertThat(handler.output().lines()).hasSize(8 * each);
    }

    @Test
    void a_buffer_has_nothing_remaining_once_it_was_written() throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(random(100_000));
        NuProcess copy = way.probe(handler, "copy").start();

        copy.writeStdin(bytes);
        copy.closeStdin(false);

        assertThat(handler.exitCode()).isZero();
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void no_buffer_is_refused() throws Exception {
        NuProcess copy = way.probe(handler, "copy").start();

        assertThatThrownBy(() -> copy.writeStdin(null)).isInstanceOf(NullPointerException.class);

        copy.closeStdin(true);
        assertThat(handler.outcome()).isEqualTo(new Outcome(0, "", ""));
    }

    /** Gives pieces of bytes as long as there are any, and closes the input then. */
    private static final class Feeder extends NuRecorder {
        private final ByteBuffer rest;
        private final int piece;

        Feeder(byte[] bytes, int piece) {
            rest = ByteBuffer.wrap(bytes);
            this.piece = piece;
        }

        @Override
        public void onStart(NuProcess process) {
            super.onStart(process);
            process.wantWrite();
        }

        @Override
        public boolean onStdinReady(ByteBuffer buffer) {
            int size = Math.min(Math.min(piece, rest.remaining()), buffer.remaining());
            buffer.put(rest.slice().limit(size)).flip();
            rest.position(rest.position() + size);
            if (!rest.hasRemaining()) {
                process().closeStdin(false);
            }
            return rest.hasRemaining();
        }
    }

    @Test
    void a_handler_is_asked_again_as_long_as_it_has_more() throws Exception {
        byte[] bytes = random(3_000_000);
        Feeder feeder = new Feeder(bytes, NuProcess.BUFFER_CAPACITY);

        way.probe(feeder, "copy").start();

        assertThat(feeder.exitCode()).isZero();
        assertThat(feeder.bytes()).isEqualTo(bytes);
    }

    @Test
    void small_pieces_are_as_good() throws Exception {
        byte[] bytes = random(1_000); // NuProcess recurs with each piece
        Feeder feeder = new Feeder(bytes, 7);

        way.probe(feeder, "copy").start();

        assertThat(feeder.exitCode()).isZero();
        assertThat(feeder.bytes()).isEqualTo(bytes);
    }

    @Test
    void a_handler_that_has_no_more_is_asked_when_it_wants_to_write_again() throws Exception {
        NuRecorder twice = new NuRecorder() {
            private int asked;

            @Override
            public boolean onStdinReady(ByteBuffer buffer) {
                buffer.put(("time " + ++asked + "\n").getBytes()).flip();
                return false;
            }

            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                super.onStdout(buffer, closed);
                if (asked == 1) {
                    process().wantWrite();
                } else {
                    process().closeStdin(true);
                }
            }
        };

        way.probe(twice, "copy").start().wantWrite();

        assertThat(twice.exitCode()).isZero();
        assertThat(twice.output()).isEqualTo("time 1\ntime 2\n");
    }

    @Test
    void the_buffer_to_fill_is_direct_empty_in_native_order_and_of_the_capacity_promised()
            throws Exception {
        List<String> seen = new ArrayList<>();
        NuRecorder looking = new NuRecorder() {
            @Override
            public boolean onStdinReady(ByteBuffer buffer) {
                seen.add(buffer.isDirect() + " " + buffer.order().equals(ByteOrder.nativeOrder())
                        + " " + buffer.position() + " " + buffer.limit());
                process().closeStdin(true);
                return super.onStdinReady(buffer);
            }
        };

        way.probe(looking, "copy").start().wantWrite();

        assertThat(looking.outcome()).isEqualTo(new Outcome(0, "", ""));
        assertThat(seen).containsExactly("true true 0 " + NuProcess.BUFFER_CAPACITY);
    }

    @Test
    void what_was_queued_comes_before_what_the_handler_is_asked_for() throws Exception {
        Feeder feeder = new Feeder("asked".getBytes(), 100);
        NuRecorder queueing = new NuRecorder() {
            @Override
            public void onStart(NuProcess process) {
                super.onStart(process);
                process.writeStdin(ascii("queued "));
                process.setProcessHandler(feeder);
                feeder.onPreStart(process);
                process.wantWrite();
            }
        };

        way.probe(queueing, "copy").start();

        assertThat(feeder.exitCode()).isZero();
        assertThat(feeder.output()).isEqualTo("queued asked");
    }
}
