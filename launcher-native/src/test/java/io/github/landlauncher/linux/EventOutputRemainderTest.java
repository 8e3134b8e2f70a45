package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a receiver is given, and what becomes of the bytes that it does not take. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventOutputRemainderTest extends EventOutputContract {

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

    /** What a receiver is shown of "abc" and then "d" that takes nothing and sets a limit each time. */
    private List<String> seenIfLimitedTo(ToIntFunction<ByteBuffer> limit) {
        List<String> seen = new ArrayList<>();
        receiver = (bytes, closed) -> {
            seen.add(text(bytes));
            bytes.limit(limit.applyAsInt(bytes));
            return true;
        };
        output.open();
        pipe.write(bytes("abc"));
        own.untilIdle();
        pipe.write(bytes("d"));
        own.untilIdle();
        return seen;
    }

    @Test
    void a_receiver_that_takes_from_the_end_loses_what_it_cut_off() {
        assertThat(seenIfLimitedTo(bytes -> 2)).containsExactly("abc", "abd");
    }

    @Test
    void a_limit_beyond_what_came_shows_the_receiver_nothing_next_time() {
        assertThat(seenIfLimitedTo(ByteBuffer::capacity)).containsExactly("abc", "abcd");
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
}
