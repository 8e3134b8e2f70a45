package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.LinuxHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** When a pipe's descriptor is closed, without any real one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PipeTest {

    private static final int FD = 17;

    private final List<String> events = new ArrayList<>();
    private final FakeLibc fake = FakeLibc.withoutSystem()
            .answer("strerror", arguments -> "some text".getBytes(StandardCharsets.US_ASCII))
            .answer("close", arguments -> {
                events.add("close " + arguments[0]);
                return 0;
            });
    private final Pipe pipe = new Pipe(
            new Pipe.Shared(fake.libc(), null), FD, LinuxHeader.EPOLLIN, fd -> events.add("exit " + fd));

    /** A call that stays in the kernel until it is let out, on a thread of its own. */
    private final class Blocked {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch out = new CountDownLatch(1);
        private final FutureTask<Integer> call = new FutureTask<>(() -> pipe.use(fd -> {
            entered.countDown();
            await(out);
            return fd;
        }));

        private Blocked() {
            new Thread(call).start();
            await(entered);
        }

        private int letOut() throws Exception {
            out.countDown();
            return call.get();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_call_gets_the_descriptor_and_its_result_comes_back() throws IOException {
        assertThat(pipe.use(fd -> fd + 1)).isEqualTo(FD + 1);
        assertThat(pipe.useAtOnce(fd -> fd + 2)).isEqualTo(FD + 2);
        assertThat(events).isEmpty();
    }

    @Test
    void after_close_a_call_is_not_made() {
        pipe.close();

        assertThatThrownBy(() -> pipe.use(fd -> fd)).isInstanceOf(IOException.class)
                .hasMessage("Stream closed");
        assertThatThrownBy(() -> pipe.useAtOnce(fd -> fd)).isInstanceOf(IOException.class)
                .hasMessage("Stream closed");
        assertThat(events).containsExactly("close 17");
    }

    @Test
    void closing_again_closes_nothing() {
        pipe.close();
        pipe.close();
        pipe.processExited();

        assertThat(events).containsExactly("close 17");
    }

    @Test
    void close_under_a_call_waits_for_its_end_but_not_with_the_caller() throws Exception {
        Blocked blocked = new Blocked();

        pipe.close();

        assertThat(events).isEmpty();
        assertThat(blocked.letOut()).isEqualTo(FD);
        assertThat(events).containsExactly("close 17");
    }

    @Test
    void of_two_calls_the_last_to_end_closes() throws Exception {
        Blocked first = new Blocked();
        Blocked second = new Blocked();
        pipe.close();

        assertThat(second.letOut()).isEqualTo(FD);
        assertThat(events).isEmpty();
        assertThat(first.letOut()).isEqualTo(FD);
        assertThat(events).containsExactly("close 17");
    }

    @Test
    void a_call_that_fails_ends_too() {
        assertThatThrownBy(() -> pipe.use(fd -> {
            throw new IOException("of the call");
        })).hasMessage("of the call");

        pipe.close();

        assertThat(events).containsExactly("close 17");
    }

    @Test
    void at_exit_what_is_left_is_saved_before_the_descriptor_is_closed() throws IOException {
        pipe.processExited();

        assertThat(events).containsExactly("exit 17", "close 17");
        assertThat(pipe.use(fd -> fd)).isEqualTo(Pipe.GONE);
        assertThat(pipe.useAtOnce(fd -> fd)).isEqualTo(Pipe.GONE);
    }

    @Test
    void exit_under_a_call_waits_for_its_end_but_not_with_the_caller() throws Exception {
        Blocked blocked = new Blocked();

        pipe.processExited();

        assertThat(events).isEmpty();
        assertThat(blocked.letOut()).isEqualTo(FD);
        assertThat(events).containsExactly("exit 17", "close 17");
    }

    @Test
    void a_stream_that_was_closed_saves_nothing_at_exit() throws Exception {
        Blocked blocked = new Blocked();

        pipe.processExited();
        pipe.close();
        blocked.letOut();

        assertThat(events).containsExactly("close 17");
    }

    @Test
    void close_after_exit_ends_the_stream() {
        pipe.processExited();
        pipe.close();

        assertThat(events).containsExactly("exit 17", "close 17");
        assertThatThrownBy(() -> pipe.use(fd -> fd)).hasMessage("Stream closed");
    }

    @Test
    void a_call_that_a_signal_interrupts_is_made_again() throws IOException {
        AtomicInteger calls = new AtomicInteger();

        long result = pipe.check(() -> calls.incrementAndGet() < 3 ? -Errno.EINTR : 5);

        assertThat(result).isEqualTo(5);
        assertThat(calls).hasValue(3);
    }

    @Test
    void an_errno_becomes_the_text_of_the_c_library() {
        assertThatThrownBy(() -> pipe.check(() -> -Errno.EPIPE))
                .isInstanceOf(IOException.class)
                .hasMessage("some text");
        assertThat(fake.calls("strerror").get(0).intArgument(0)).isEqualTo(Errno.EPIPE);
    }
}
