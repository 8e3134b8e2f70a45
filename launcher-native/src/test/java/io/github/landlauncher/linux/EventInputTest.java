package io.github.landlauncher.linux;

import static io.github.landlauncher.spi.ProcessInput.CAPACITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is written to a child, and in which order. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventInputTest extends EventInputContract {

    private static final int F_SETPIPE_SZ = 1031;

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

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
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
    void null_is_refused() {
        assertThatThrownBy(() -> input.write(null)).isInstanceOf(NullPointerException.class);
    }
}
