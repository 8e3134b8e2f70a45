package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PipeInputTest {

    private final FakeLibc fake = FakeLibc.over(Libc.get());
    private final Libc libc = fake.libc();
    private final MemoryPool pool = Scratch.pool(libc);
    private final Pipe.Shared shared = new Pipe.Shared(libc, null);

    private RealPipe pipe;
    private int fd;
    private PipeInput input;

    @BeforeEach
    void a_pipe() throws IOException {
        pipe = new RealPipe(libc, pool);
        fd = pipe.takeReadEnd();
        input = new PipeInput(shared, fd);
    }

    @AfterEach
    void nothing_is_left_of_the_pipe() {
        pipe.close();
        input.close();
        assertThat(pipe.isOpenAs(fd)).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void what_is_written_is_read_and_then_the_end() throws IOException {
        pipe.write(bytes("hello"));
        pipe.closeWriteEnd();

        assertThat(input.readAllBytes()).isEqualTo(bytes("hello"));
        assertThat(input.read()).isEqualTo(-1);
        assertThat(input.read(new byte[10])).isEqualTo(-1);
    }

    @Test
    void every_byte_comes_as_a_number_from_0_to_255() throws IOException {
        for (int value = 0; value <= 255; value++) {
            pipe.write((byte) value);

            assertThat(input.read()).isEqualTo(value);
        }
    }

    @Test
    void a_part_of_an_array_is_filled_and_nothing_around_it() throws IOException {
        pipe.write(bytes("abcdef"));
        byte[] target = bytes("..........");

        assertThat(input.read(target, 2, 3)).isEqualTo(3);

        assertThat(target).isEqualTo(bytes("..abc....."));
        assertThat(input.read(target, 0, 10)).isEqualTo(3);
        assertThat(target).isEqualTo(bytes("defbc....."));
    }

    @Test
    void reading_nothing_reads_nothing_and_does_not_wait() throws IOException {
        assertThat(input.read(new byte[0])).isZero();
    }

    @Test
    void a_part_that_is_not_in_the_array_is_refused() {
        assertThatThrownBy(() -> input.read(new byte[3], 1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> input.read(new byte[3], -1, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(fake.calls("read")).isEmpty();
    }

    @Test
    void available_is_what_the_pipe_holds() throws IOException {
        assertThat(input.available()).isZero();
        pipe.write(bytes("four"));
        assertThat(input.available()).isEqualTo(4);
        input.read();
        assertThat(input.available()).isEqualTo(3);
    }

    @Test
    void a_read_longer_than_any_buffer_reads_what_there_is() throws IOException {
        byte[] content = random(60_000);
        pipe.write(content);

        byte[] target = new byte[1_000_000];
        int count = input.read(target);

        assertThat(Arrays.copyOf(target, count)).isEqualTo(Arrays.copyOf(content, count));
        assertThat(count).isEqualTo(content.length);
    }

    @Test
    void a_read_that_a_signal_interrupts_goes_on() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        fake.answer("read", arguments -> reads.incrementAndGet() < 3
                ? (long) -Errno.EINTR
                : Libc.get().read((int) arguments[0], (long) arguments[1], (long) arguments[2]));
        pipe.write(bytes("x"));

        assertThat(input.read()).isEqualTo('x');
        assertThat(reads).hasValue(3);
    }

    @Test
    void what_was_written_before_exit_is_read_after_it_and_the_descriptor_is_free() throws IOException {
        pipe.write(bytes("last words"));
        pipe.closeWriteEnd();

        input.processExited();

        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThat(input.available()).isEqualTo(10);
        assertThat(input.read()).isEqualTo('l');
        assertThat(input.readAllBytes()).isEqualTo(bytes("ast words"));
        assertThat(input.read()).isEqualTo(-1);
        assertThat(input.available()).isZero();
    }

    @Test
    void a_full_pipe_is_saved_whole_at_exit() throws IOException {
        byte[] content = random(1 << 20);
        pipe.grow(content.length);
        pipe.write(content);
        pipe.closeWriteEnd();

        input.processExited();

        assertThat(input.readAllBytes()).isEqualTo(content);
    }

    @Test
    void exit_does_not_wait_for_a_grandchild_that_keeps_the_pipe_open() throws IOException {
        pipe.write(bytes("so far"));

        input.processExited();

        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThat(input.readAllBytes()).isEqualTo(bytes("so far"));
    }

    @Test
    void exit_does_not_wait_for_bytes_that_somebody_else_took_meanwhile() throws IOException {
        pipe.write(bytes("gone"));
        fake.answer("ioctl", arguments -> {
            int result = Libc.get().ioctl((int) arguments[0], (long) arguments[1], (long) arguments[2]);
            Memory thief = new Memory(libc, 4);
            assertThat(Libc.get().read(fd, thief.address(), 4)).isEqualTo(4);
            return result;
        });

        input.processExited();

        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThat(input.readAllBytes()).isEmpty();
    }

    @Test
    void exit_of_a_silent_process_leaves_the_end() throws IOException {
        input.processExited();

        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void a_closed_stream_says_so() {
        input.close();

        assertThatThrownBy(() -> input.read()).isInstanceOf(IOException.class).hasMessage("Stream closed");
        assertThatThrownBy(() -> input.available()).isInstanceOf(IOException.class)
                .hasMessage("Stream closed");
        assertThat(pipe.isOpenAs(fd)).isFalse();
    }

    @Test
    void a_stream_closed_after_exit_says_so_and_forgets_the_rest() throws IOException {
        pipe.write(bytes("rest"));
        input.processExited();
        input.close();

        assertThatThrownBy(() -> input.read()).isInstanceOf(IOException.class).hasMessage("Stream closed");
    }

    /** A reader that has entered read(2), or is just about to, when the constructor returns. */
    private final class Reader {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final FutureTask<Integer> task = new FutureTask<>(() -> input.read());

        private Reader() throws InterruptedException {
            fake.answer("read", arguments -> {
                entered.countDown();
                go.await();
                return Libc.get().read((int) arguments[0], (long) arguments[1], (long) arguments[2]);
            });
            new Thread(task).start();
            entered.await();
        }

        private int finish() throws Exception {
            go.countDown();
            return task.get();
        }
    }

    @Test
    void close_under_a_blocked_read_keeps_the_number_until_the_reader_has_left() throws Exception {
        Reader reader = new Reader();

        input.close();

        assertThat(pipe.isOpenAs(fd)).isTrue();
        pipe.write(bytes("A"));
        List<RealPipe> foreign = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RealPipe other = new RealPipe(libc, pool);
            foreign.add(other);
            assertThat(other.readFd()).isNotEqualTo(fd);
            other.write(bytes("B"));
        }
        assertThat(reader.finish()).as("what the reader read").isEqualTo('A');
        assertThat(pipe.isOpenAs(fd)).isFalse();
        for (RealPipe other : foreign) {
            other.closeWriteEnd();
            assertThat(other.readAll()).isEqualTo(bytes("B"));
            other.close();
        }
    }

    @Test
    void exit_under_a_blocked_read_leaves_the_reader_its_data_and_saves_the_rest() throws Exception {
        Reader reader = new Reader();

        pipe.write(bytes("AB"));
        pipe.closeWriteEnd();
        input.processExited();

        assertThat(pipe.isOpenAs(fd)).isTrue();
        assertThat(reader.finish()).isEqualTo('A');
        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThat(input.read()).isEqualTo('B');
        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void a_reader_that_is_blocked_at_exit_gets_the_end() throws Exception {
        Reader reader = new Reader();

        pipe.closeWriteEnd();
        input.processExited();

        assertThat(reader.finish()).isEqualTo(-1);
        assertThat(pipe.isOpenAs(fd)).isFalse();
    }
}
