package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.spi.ProcessInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is told of what a child writes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventOutputTest {

    private static final int CAPACITY = ProcessInput.CAPACITY;

    private final List<String> told = new ArrayList<>();
    private OwnLoop own;
    private RealPipe pipe;
    private int fd;

    /** Takes everything and tells what it was, until a test wants something else. */
    private EventOutput.Receiver receiver = (bytes, closed) -> {
        told.add(text(bytes) + (closed ? ".": ""));
        bytes.position(bytes.limit());
        return true;
    };

    private EventOutput output;

    @BeforeEach
    void a_pipe_that_is_watched() throws IOException {
        own = new OwnLoop();
        pipe = new RealPipe(own.libc, own.pool);
        fd = pipe.takeReadEnd();
        output = output(Descriptor.taken(own.libc, fd));
        assertThat(own.libc.fcntl(fd, LinuxHeader.F_SETFL, LinuxHeader.O_NONBLOCK)).isZero();
    }

    private EventOutput output(Descriptor descriptor) throws IOException {
        EventOutput made = new EventOutput(own.libc, own.loop, own.memories, descriptor,
                (bytes, closed) -> receiver.take(bytes, closed), () -> told.add("full"));
        EventOutput[] self = {made};
        made.watch(() -> self[0].readable());
        return made;
    }

    @AfterEach
    void nothing_is_left_of_it() {
        output.close();
        pipe.close();
        assertThat(pipe.isOpenAs(fd)).isFalse();
        own.close();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII.decode(bytes.duplicate()).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void what_is_written_is_told_and_then_the_end() {
        output.open();
        pipe.write(bytes("one"));
        own.untilIdle();
        pipe.write(bytes("two"));
        own.untilIdle();
        pipe.closeWriteEnd();
        own.untilIdle();

        assertThat(told).containsExactly("one", "two", ".");
        assertThat(pipe.isOpenAs(fd)).isFalse();
    }

    @Test
    void nothing_is_told_before_it_is_opened() {
        pipe.write(bytes("early"));
        own.untilIdle();

        assertThat(told).isEmpty();
        output.open();
        own.untilIdle();
        assertThat(told).containsExactly("early");
    }

    @Test
    void an_end_that_came_before_it_was_opened_is_told_afterwards() throws IOException {
        boolean[] open = {false};
        RealPipe other = new RealPipe(own.libc, own.pool);
        int number = other.takeReadEnd();
        EventOutput early = new EventOutput(own.libc, own.loop, own.memories,
                Descriptor.taken(own.libc, number), (bytes, closed) -> told.add("end " + closed), () -> {});
        early.watch(() -> {
            told.add("event");
            if (open[0]) {
                early.readable();
            }
        });
        other.closeWriteEnd();
        own.untilIdle();
        assertThat(told).as("the kernel reports a hang-up to who has not asked").containsExactly("event");

        open[0] = true;
        early.open();
        own.untilIdle();

        assertThat(told).containsExactly("event", "event", "end true");
        other.close();
    }

    @Test
    void bytes_are_in_native_order_and_begin_at_the_position() {
        List<Object> seen = new ArrayList<>();
        receiver = (bytes, closed) -> {
            seen.add(List.of(bytes.order(), bytes.position(), bytes.limit(), bytes.capacity()));
            return true;
        };
        output.open();
        pipe.write(bytes("abc"));
        own.untilIdle();

        assertThat(seen).containsExactly(List.of(ByteOrder.nativeOrder(), 0, 3, CAPACITY));
    }

    @Test
    void what_the_receiver_leaves_comes_again_before_what_is_new() {
        List<String> seen = new ArrayList<>();
        receiver = (bytes, closed) -> {
            seen.add(text(bytes));
            bytes.position(Math.min(bytes.limit(), bytes.position() + 2));
            return true;
        };
        output.open();
        for (String text : List.of("abc", "def", "g")) {
            pipe.write(bytes(text));
            own.untilIdle();
        }
        pipe.closeWriteEnd();
        own.untilIdle();

        assertThat(seen).containsExactly("abc", "cdef", "efg", "g");
    }

    @Test
    void a_receiver_that_takes_from_the_end_loses_what_it_cut_off() {
        List<String> seen = new ArrayList<>();
        receiver = (bytes, closed) -> {
            seen.add(text(bytes));
            bytes.limit(2);
            return true;
        };
        output.open();
        pipe.write(bytes("abc"));
        own.untilIdle();
        pipe.write(bytes("d"));
        own.untilIdle();

        assertThat(seen).containsExactly("abc", "abd");
    }

    @Test
    void a_limit_beyond_what_came_shows_the_receiver_nothing_next_time() {
        List<String> seen = new ArrayList<>();
        receiver = (bytes, closed) -> {
            seen.add(text(bytes));
            bytes.limit(bytes.capacity());
            return true;
        };
        output.open();
        pipe.write(bytes("abc"));
        own.untilIdle();
        pipe.write(bytes("d"));
        own.untilIdle();

        assertThat(seen).containsExactly("abc", "abcd");
    }

    @Test
    void what_a_receiver_that_fails_was_given_counts_as_taken() {
        List<String> seen = new ArrayList<>();
        receiver = (bytes, closed) -> {
            seen.add(text(bytes));
            return false;
        };
        output.open();
        pipe.write(bytes("abc"));
        own.untilIdle();
        pipe.write(bytes("d"));
        own.untilIdle();

        assertThat(seen).containsExactly("abc", "d");
    }

    @Test
    void two_pipes_that_share_memory_keep_what_is_left_apart() throws IOException {
        List<String> seen = new ArrayList<>();
        receiver = (bytes, closed) -> {
            seen.add(text(bytes));
            return true;
        };
        RealPipe other = new RealPipe(own.libc, own.pool);
        EventOutput second = output(Descriptor.taken(own.libc, other.takeReadEnd()));
        output.open();
        second.open();
        for (int i = 0; i < 3; i++) {
            pipe.write(bytes("a" + i));
            own.untilIdle();
            other.write(bytes("b" + i));
            own.untilIdle();
        }

        assertThat(seen).containsExactly("a0", "b0", "a0a1", "b0b1", "a0a1a2", "b0b1b2");
        second.close();
        other.close();
    }

    @Test
    void who_takes_nothing_of_a_full_buffer_is_told_once_and_given_no_more() {
        List<Integer> seen = new ArrayList<>();
        receiver = (bytes, closed) -> {
            seen.add(bytes.remaining());
            return true;
        };
        pipe.grow(4 * CAPACITY);
        output.open();
        pipe.write(new byte[CAPACITY - 1]);
        own.untilIdle();
        assertThat(told).isEmpty();
        pipe.write(new byte[2 * CAPACITY]);
        own.untilIdle();
        output.processExited();

        assertThat(told).containsExactly("full");
        assertThat(seen).containsExactly(CAPACITY - 1, CAPACITY, CAPACITY);
    }

    @Test
    void at_exit_all_that_the_pipe_holds_is_told_and_then_the_end() throws IOException {
        byte[] content = new byte[1 << 20];
        new Random(1).nextBytes(content);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        receiver = (bytes, closed) -> {
            byte[] some = new byte[bytes.remaining()];
            bytes.get(some);
            all.writeBytes(some);
            told.add(closed ? "end" : "more");
            return true;
        };
        pipe.grow(content.length);
        pipe.write(content);

        output.processExited();

        assertThat(all.toByteArray()).isEqualTo(content);
        assertThat(told).endsWith("more", "end").containsOnlyOnce("end");
        assertThat(pipe.isOpenAs(fd)).isFalse();
    }

    @Test
    void at_exit_somebody_who_goes_on_writing_is_not_heard() {
        receiver = (bytes, closed) -> {
            told.add(text(bytes) + (closed ? "." : ""));
            bytes.position(bytes.limit());
            if (!closed) {
                pipe.write(bytes("more"));
            }
            return true;
        };
        pipe.write(bytes("last"));

        output.processExited();

        assertThat(told).containsExactly("last", ".");
    }

    @Test
    void the_end_is_told_once_whether_it_comes_before_or_with_the_exit() {
        output.open();
        pipe.closeWriteEnd();
        own.untilIdle();
        output.processExited();
        output.processExited();

        assertThat(told).containsExactly(".");
    }

    @Test
    void bytes_that_somebody_else_took_away_are_waited_for_without_blocking() {
        own.fake.answer("read", arguments -> {
            pipeIsEmptied((int) arguments[0]);
            return Libc.get().read((int) arguments[0], (long) arguments[1], (long) arguments[2]);
        });
        output.open();
        pipe.write(bytes("stolen"));

        own.untilIdle();
        pipe.write(bytes("stolen at exit"));
        output.processExited();

        assertThat(told).containsExactly(".");
    }

    private static void pipeIsEmptied(int open) {
        Memory memory = new Memory(Libc.get(), CAPACITY);
        assertThat(Libc.get().read(open, memory.address(), memory.size())).isPositive();
    }

    @Test
    void a_read_that_fails_is_not_mistaken_for_the_end() {
        own.fake.fail("read", 0).answer("read", arguments -> (long) -Errno.EIO);
        pipe.write(bytes("x"));

        assertThatThrownBy(output::readable).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("read: ");
        output.stop();
        assertThat(told).isEmpty();

        output.processExited();
        assertThat(told).containsExactly(".");
        assertThat(pipe.isOpenAs(fd)).isFalse();
    }

    @Test
    void a_stream_that_is_no_pipe_tells_nothing() throws IOException {
        EventOutput none = output((Descriptor) null);

        none.open();
        none.readable();
        none.processExited();
        none.close();

        assertThat(told).isEmpty();
    }
}
