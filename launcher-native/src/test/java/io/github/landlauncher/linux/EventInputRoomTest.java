package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.spi.ProcessInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a program can be sent through the memory that all programs of a loop share. */
class EventInputRoomTest extends EventLoopContract {

    private static final byte[] SECRET = new byte[ProcessInput.CAPACITY];

    static {
        Arrays.fill(SECRET, (byte) 's');
    }

    private RealPipe pipe;

    private EventInput input(Predicate<ByteBuffer> source) throws IOException {
        pipe = pipe();
        pipe.grow(ProcessInput.CAPACITY);
        reaper.prepareTasks();
        EventInput input =
                new EventInput(libc, reaper, Descriptor.taken(libc, pipe.takeWriteEnd()), source);
        input.watch();
        return input;
    }

    /** On the loop's thread, as all transfers are. */
    private void otherProgramWrites() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        reaper.execute(() -> {
            reaper.transfer().bytes().put(0, SECRET);
            done.complete(null);
        });
        done.get();
    }

    @Test
    void what_was_put_and_flipped_is_written() throws Exception {
        EventInput input = input(room -> {
            room.put((byte) 'o').put((byte) 'k').flip();
            return false;
        });
        otherProgramWrites();

        input.want();
        untilEverythingIsDealtWith();
        input.closeNow();

        assertThat(pipe.readAll()).asString().isEqualTo("ok");
    }

    @Test
    void a_source_that_does_not_flip_sends_nothing_of_other_programs() throws Exception {
        EventInput input = input(room -> false);
        otherProgramWrites();

        input.want();
        untilEverythingIsDealtWith();
        input.closeNow();

        assertThat(pipe.readAll()).isEqualTo(new byte[ProcessInput.CAPACITY]);
    }

    @Test
    void an_input_that_is_about_to_be_closed_asks_for_nothing_more() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        EventInput[] self = new EventInput[1];
        self[0] = input(room -> {
            asked.incrementAndGet();
            self[0].closeWhenWritten();
            room.put((byte) 1).flip();
            return true;
        });

        self[0].want();

        assertThat(pipe.readAll()).containsExactly(1);
        assertThat(asked).hasValue(1);
    }
}
