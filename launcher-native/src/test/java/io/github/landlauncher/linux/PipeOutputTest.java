package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PipeOutputTest {

    private final FakeLibc fake = FakeLibc.over(Libc.get());
    private final Libc libc = fake.libc();
    private final MemoryPool pool = Scratch.pool(libc);

    private RealPipe pipe;
    private int fd;
    private PipeOutput output;

    @BeforeEach
    void a_pipe() throws IOException {
        pipe = new RealPipe(libc, pool);
        fd = pipe.takeWriteEnd();
        output = new PipeOutput(new Pipe.Shared(libc, null), fd);
    }

    @AfterEach
    void nothing_is_left_of_the_pipe() {
        output.close();
        pipe.close();
        assertThat(pipe.isOpenAs(fd)).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void what_is_written_arrives_and_close_ends_it() throws IOException {
        output.write(bytes("hello "));
        output.write('y');
        output.write(bytes("..ou.."), 2, 2);
        output.close();

        assertThat(pipe.readAll()).isEqualTo(bytes("hello you"));
    }

    @Test
    void only_the_low_byte_of_a_number_is_written() throws IOException {
        output.write(0x1ff);
        output.close();

        assertThat(pipe.readAll()).containsExactly(0xff);
    }

    @Test
    void more_than_the_pipe_holds_is_written_while_somebody_reads() throws Exception {
        byte[] content = new byte[3 * 1024 * 1024 + 17];
        new Random(1).nextBytes(content);
        FutureTask<byte[]> reader = new FutureTask<>(pipe::readAll);
        new Thread(reader).start();

        output.write(content);
        output.close();

        assertThat(reader.get()).isEqualTo(content);
    }

    @Test
    void a_part_that_is_not_in_the_array_is_refused() {
        assertThatThrownBy(() -> output.write(new byte[3], 1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(fake.calls("write")).isEmpty();
    }

    @Test
    void writing_nothing_writes_nothing() throws IOException {
        output.write(new byte[0]);

        assertThat(fake.calls("write")).isEmpty();
    }

    @Test
    void writing_to_a_program_that_reads_no_more_is_a_broken_pipe() {
        pipe.closeReadEnd();

        assertThatThrownBy(() -> output.write(1)).isInstanceOf(IOException.class)
                .hasMessage("Broken pipe");
    }

    @Test
    void writing_after_exit_says_that_the_stream_is_closed() {
        output.processExited();

        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThatThrownBy(() -> output.write(1)).isInstanceOf(IOException.class)
                .hasMessage("Stream closed");
    }

    @Test
    void writing_after_close_says_that_the_stream_is_closed() {
        output.close();

        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThatThrownBy(() -> output.write(1)).isInstanceOf(IOException.class)
                .hasMessage("Stream closed");
    }

    @Test
    void close_under_a_blocked_write_keeps_the_number_until_the_writer_has_left() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        fake.answer("write", arguments -> {
            entered.countDown();
            go.await();
            return Libc.get().write((int) arguments[0], (long) arguments[1], (long) arguments[2]);
        });
        FutureTask<Void> writer = new FutureTask<>(() -> {
            output.write('A');
            return null;
        });
        new Thread(writer).start();
        entered.await();

        output.close();

        assertThat(pipe.isOpenAs(fd)).isTrue();
        try (RealPipe other = new RealPipe(libc, pool)) {
            assertThat(other.writeFd()).isNotEqualTo(fd);
        }
        go.countDown();
        writer.get();
        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThat(pipe.readAll()).isEqualTo(bytes("A"));
    }

    @Test
    void a_write_that_close_interrupts_between_two_pieces_says_so() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        fake.answer("write", arguments -> {
            long written =
                    Libc.get().write((int) arguments[0], (long) arguments[1], (long) arguments[2]);
            first.countDown();
            go.await();
            return written;
        });
        FutureTask<Void> writer = new FutureTask<>(() -> {
            output.write(new byte[100_000]);
            return null;
        });
        new Thread(writer).start();
        first.await();

        output.close();
        go.countDown();

        assertThatThrownBy(writer::get).hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("Stream closed");
    }
}
