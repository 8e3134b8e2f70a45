package io.github.landlauncher.linux;

import static io.github.landlauncher.spi.ProcessInput.CAPACITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.linux.libc.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is written to a child, and when its input is closed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventInputTest {

    private static final int F_SETPIPE_SZ = 1031;

    private OwnLoop own;
    private RealPipe pipe;
    private int fd;
    private Predicate<ByteBuffer> source = room -> {
        throw new AssertionError("nobody wanted it");
    };
    private EventInput input;

    @BeforeEach
    void an_input_that_is_open() throws IOException {
        own = new OwnLoop();
        pipe = new RealPipe(own.libc, own.pool);
        fd = pipe.takeWriteEnd();
        input = input(Descriptor.taken(own.libc, fd));
        assertThat(own.libc.fcntl(fd, LinuxHeader.F_SETFL, LinuxHeader.O_NONBLOCK)).isZero();
        assertThat(own.libc.fcntl(pipe.readFd(), LinuxHeader.F_SETFL, LinuxHeader.O_NONBLOCK)).isZero();
        input.open();
    }

    private EventInput input(Descriptor descriptor) throws IOException {
        EventInput made =
                new EventInput(own.libc, own.loop, descriptor, room -> source.test(room));
        made.watch(made::writable);
        return made;
    }

    @AfterEach
    void nothing_is_left_of_it() {
        input.closeNow();
        pipe.close();
        assertThat(pipe.isOpenAs(fd)).isFalse();
        own.close();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What the child can read now. */
    private byte[] arrived() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Memory memory = new Memory(own.libc, CAPACITY);
        long count = Libc.get().read(pipe.readFd(), memory.address(), CAPACITY);
        while (count > 0) {
            byte[] some = new byte[(int) count];
            memory.bytes().get(0, some);
            all.writeBytes(some);
            count = Libc.get().read(pipe.readFd(), memory.address(), CAPACITY);
        }
        return all.toByteArray();
    }

    private String text() {
        return new String(arrived(), StandardCharsets.US_ASCII);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void buffers_arrive_in_their_order_from_position_to_limit() {
        input.write(bytes("one"));
        input.write(bytes(""));
        input.write(bytes("-two-").position(1).limit(4));
        ByteBuffer direct = ByteBuffer.allocateDirect(5).put(bytes("three")).flip();
        input.write(direct.asReadOnlyBuffer());
        assertThat(input.hasPending()).isTrue();

        own.untilIdle();

        assertThat(text()).isEqualTo("onetwothree");
        assertThat(input.hasPending()).isFalse();
        assertThat(direct.remaining()).as("the position of a duplicate is its own").isEqualTo(5);
    }

    @Test
    void a_buffer_larger_than_the_pipe_arrives_piece_by_piece() {
        byte[] content = random(1_000_003);
        ByteBuffer buffer = ByteBuffer.wrap(content);
        input.write(buffer);
        input.closeWhenWritten();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (input.hasPending()) {
            own.untilIdle();
            all.writeBytes(arrived());
        }

        assertThat(all.toByteArray()).isEqualTo(content);
        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(pipe.isOpenAs(fd)).isFalse();
    }

    @Test
    void who_wants_to_write_is_asked_until_there_is_no_more() {
        List<String> texts = new ArrayList<>(List.of("a", "b", "c"));
        source = room -> {
            assertThat(room.order()).isEqualTo(ByteOrder.nativeOrder());
            assertThat(room.remaining()).isEqualTo(CAPACITY);
            room.put(bytes(texts.remove(0))).flip();
            return !texts.isEmpty();
        };

        input.want();
        own.untilIdle();

        assertThat(text()).isEqualTo("abc");
        assertThat(texts).isEmpty();
    }

    @Test
    void to_want_from_within_the_source_is_not_lost() {
        List<String> texts = new ArrayList<>(List.of("a", "b"));
        source = room -> {
            room.put(bytes(texts.remove(0))).flip();
            if (!texts.isEmpty()) {
                input.want();
            }
            return false;
        };

        input.want();
        own.untilIdle();

        assertThat(text()).isEqualTo("ab");
    }

    @Test
    void what_does_not_fit_comes_before_anything_else() {
        byte[] content = random(3 * CAPACITY);
        int[] done = {0};
        source = room -> {
            int size = Math.min(CAPACITY, content.length - done[0]);
            room.put(content, done[0], size).flip();
            done[0] += size;
            return done[0] < content.length;
        };
        input.write(bytes("x"));
        input.want();
        own.untilIdle();
        input.write(bytes("last"));

        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = arrived();
        while (some.length > 0) {
            all.writeBytes(some);
            own.untilIdle();
            some = arrived();
        }

        byte[] seen = all.toByteArray();
        assertThat(seen).hasSize(1 + content.length + 4).startsWith((byte) 'x');
        String tail = new String(seen, StandardCharsets.ISO_8859_1).replace("last", "");
        assertThat(tail.substring(1)).isEqualTo(new String(content, StandardCharsets.ISO_8859_1));
    }

    @Test
    void a_source_that_does_not_flip_shows_the_child_nothing_of_others() {
        own.loop.transfer(this).bytes().put(0, bytes("another program's secret").array());
        source = room -> {
            room.put(bytes("abc"));
            return false;
        };

        input.want();
        own.untilIdle();

        byte[] seen = arrived();
        assertThat(seen).hasSize(CAPACITY - 3);
        assertThat(seen).containsOnly(0);
    }

    @Test
    void others_have_their_turn_after_so_many_bytes_at_once() throws IOException {
        assertThat(own.libc.fcntl(fd, F_SETPIPE_SZ, 1 << 20)).isEqualTo(1 << 20);
        source = room -> {
            room.limit(CAPACITY / 2);
            return true;
        };
        input.want();
        own.once();

        assertThat(arrived()).hasSize(CAPACITY);
    }

    @Test
    void it_is_closed_when_everything_has_been_written_and_not_before() {
        pipeIsFull();
        input.write(bytes("last"));
        input.closeWhenWritten();
        own.untilIdle();
        assertThat(pipe.isOpenAs(fd)).isTrue();
        assertThat(input.hasPending()).isTrue();

        arrived();
        own.untilIdle();

        assertThat(text()).isEqualTo("last");
        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThat(input.hasPending()).isFalse();
    }

    private void pipeIsFull() {
        Memory memory = new Memory(own.libc, CAPACITY);
        while (Libc.get().write(fd, memory.address(), CAPACITY) > 0) {}
    }

    @Test
    void closed_at_once_it_drops_what_has_not_been_written() {
        input.write(bytes("dropped"));
        input.closeNow();
        input.closeNow();

        own.untilIdle();

        assertThat(text()).isEmpty();
        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThat(input.hasPending()).isFalse();
        assertThatThrownBy(input::want).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> input.write(bytes("x"))).isInstanceOf(IllegalStateException.class);
        input.closeWhenWritten();
    }

    @Test
    void after_it_was_told_to_close_nothing_more_is_taken() {
        input.closeWhenWritten();

        assertThatThrownBy(input::closeWhenWritten).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> input.write(bytes("x"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void told_to_close_it_asks_the_source_no_more() {
        int[] asked = {0};
        source = room -> {
            asked[0]++;
            room.put(bytes("x")).flip();
            input.closeWhenWritten();
            return true;
        };
        input.want();
        own.untilIdle();

        assertThat(asked).containsExactly(1);
        assertThat(text()).isEqualTo("x");
        assertThat(pipe.isOpenAs(fd)).isFalse();
    }

    @Test
    void null_is_refused() {
        assertThatThrownBy(() -> input.write(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void a_source_that_closes_the_input_writes_nothing() {
        source = room -> {
            room.put(bytes("x")).flip();
            input.closeNow();
            assertThat(pipe.isOpenAs(fd)).as("while it is in use").isTrue();
            return true;
        };
        input.want();
        own.untilIdle();

        assertThat(text()).isEmpty();
        assertThat(pipe.isOpenAs(fd)).isFalse();
    }

    @Test
    void closed_by_another_thread_during_a_write_it_is_closed_afterwards() {
        own.fake.answer("write", arguments -> {
            FutureTask<Void> closer = new FutureTask<>(input::closeNow, null);
            new Thread(closer).start();
            closer.get();
            assertThat(pipe.isOpenAs((int) arguments[0])).as("under the call").isTrue();
            return Libc.get().write((int) arguments[0], (long) arguments[1], (long) arguments[2]);
        });
        input.write(bytes("abc"));
        own.untilIdle();

        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThat(text()).isEqualTo("abc");
    }

    @Test
    void a_program_that_reads_no_more_closes_it() {
        pipe.closeReadEnd();
        input.write(bytes("abc"));
        own.untilIdle();

        assertThat(pipe.isOpenAs(fd)).isFalse();
        assertThat(input.hasPending()).isFalse();
    }

    @Test
    void before_it_is_opened_everything_is_remembered_and_nothing_done() throws IOException {
        RealPipe other = new RealPipe(own.libc, own.pool);
        assertThat(own.libc.fcntl(other.readFd(), LinuxHeader.F_SETFL, LinuxHeader.O_NONBLOCK)).isZero();
        EventInput later = input(Descriptor.taken(own.libc, other.takeWriteEnd()));
        source = room -> {
            room.put(bytes("two")).flip();
            return false;
        };
        later.write(bytes("one"));
        later.want();
        later.closeWhenWritten();
        own.untilIdle();
        assertThat(later.hasPending()).isTrue();

        later.open();
        own.untilIdle();

        assertThat(later.hasPending()).isFalse();
        assertThat(new String(other.readAll(), StandardCharsets.US_ASCII)).isEqualTo("one");
        other.close();
    }

    @Test
    void a_pipe_that_somebody_else_fills_is_waited_for_without_blocking() {
        own.fake.answer("write", arguments -> {
            if ((int) arguments[0] == fd) {
                pipeIsFull();
            }
            return Libc.get().write((int) arguments[0], (long) arguments[1], (long) arguments[2]);
        });
        input.write(bytes("abc"));

        own.untilIdle();

        assertThat(input.hasPending()).isTrue();
    }

    @Test
    void an_input_that_is_no_pipe_is_closed_from_the_start() throws IOException {
        EventInput none = input((Descriptor) null);

        none.open();
        assertThatThrownBy(none::want).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> none.write(bytes("x"))).isInstanceOf(IllegalStateException.class);
        assertThat(none.hasPending()).isFalse();
        none.closeWhenWritten();
        assertThat(none.hasPending()).isFalse();
        none.closeNow();
    }
}
