package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is told of what a child writes, and when the end is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventOutputTest extends EventOutputContract {

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
