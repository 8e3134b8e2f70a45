package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Libc;
import java.io.IOException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** When the input of a child is closed, and what becomes of what was still to be written. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventInputCloseTest extends EventInputContract {

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
