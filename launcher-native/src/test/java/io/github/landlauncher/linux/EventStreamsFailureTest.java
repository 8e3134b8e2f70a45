package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.SIGKILL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a program whose listener or streams fail. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventStreamsFailureTest extends EventStreamsContract {

    @Test
    void a_listener_that_gives_up_is_told_nothing_more_and_the_program_is_killed() throws IOException {
        inStarted = () -> {
            input.want();
            throw new IllegalStateException("not this one");
        };
        streams.connect(stdio);
        write(1, "out");

        assertThatThrownBy(() -> streams.open(process)).hasMessage("not this one");
        own.untilIdle();
        assertThat(signals).containsExactly(SIGKILL);
        exit(137);
        own.untilIdle();

        assertThat(told).containsExactly("started");
        assertThat(streams.finished()).isDone();
    }

    @Test
    void what_callbacks_throw_consumes_their_bytes_and_changes_nothing_else() throws IOException {
        inCallback = () -> {
            throw new StackOverflowError("of the listener");
        };
        takes = false;
        streams.connect(stdio);
        streams.open(process);
        write(1, "one");
        own.untilIdle();
        write(1, "two");
        input.want();
        own.untilIdle();
        exit(0);
        own.untilIdle();

        assertThat(told).containsExactlyInAnyOrder(
                "started", "out one", "out two", "ready", "out .", "err .", "exit 0");
        assertThat(childReads()).as("written by a callback that threw").isZero();
        assertThat(signals).isEmpty();
        assertThat(streams.finished()).isDone();
    }

    private long childReads() {
        own.libc.fcntl(childEnds[0], LinuxHeader.F_SETFL, LinuxHeader.O_NONBLOCK);
        Memory memory = new Memory(own.libc, 1);
        return own.libc.read(childEnds[0], memory.address(), 1);
    }

    @Test
    void a_program_whose_listener_keeps_a_full_buffer_is_killed() throws IOException {
        takes = false;
        streams.connect(stdio);
        streams.open(process);
        write(1, "x".repeat(ProcessInput.CAPACITY));
        own.untilIdle();
        assertThat(signals).containsExactly(SIGKILL);
        write(1, "more");
        own.untilIdle();
        exit(137);
        own.untilIdle();

        assertThat(told).containsExactly("started", "out " + "x".repeat(ProcessInput.CAPACITY),
                "out " + "x".repeat(ProcessInput.CAPACITY) + ".", "err .", "exit 137");
    }

    @Test
    void a_program_whose_streams_fail_is_killed_and_everything_is_told_nevertheless() throws IOException {
        streams.connect(stdio);
        streams.open(process);
        own.fake.answer("read", arguments -> (long) -Errno.EIO);
        write(1, "lost");
        own.untilIdle();
        assertThat(signals).containsExactly(SIGKILL);
        exit(137);
        own.untilIdle();

        assertThat(told).containsExactly("started", "out .", "err .", "exit 137");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_stream_that_cannot_be_watched_fails_the_step_and_leaves_nothing(int failing) throws IOException {
        int[] calls = {0};
        own.fake.answer("epoll_ctl", arguments -> ++calls[0] == failing
                ? -Errno.ENOSPC
                : Libc.get().epoll_ctl((int) arguments[0], (int) arguments[1], (int) arguments[2],
                        (long) arguments[3]));

        assertThatThrownBy(() -> streams.connect(stdio))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.step()).isEqualTo(StartStep.WATCH);
                    assertThat(failed.errno()).isEqualTo(Errno.ENOSPC);
                });

        assertThat(Arrays.stream(childEnds)).allMatch(this::isAlone);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_stream_that_cannot_be_unblocked_fails_the_step(int failing) {
        int[] calls = {0};
        own.fake.answer("fcntl", arguments -> ++calls[0] == failing
                ? -Errno.EPERM
                : Libc.get().fcntl((int) arguments[0], (int) arguments[1], (int) arguments[2]));

        assertThatThrownBy(() -> streams.connect(stdio))
                .isInstanceOfSatisfying(StepFailedException.class,
                        failed -> assertThat(failed.step()).isEqualTo(StartStep.DESCRIPTORS));

        own.fake.forget("fcntl");
        streams.abandon();
        stdio.close();
        assertThat(Arrays.stream(childEnds)).allMatch(this::isAlone);
    }

    /** Whether the other end of a pipe has been closed: poll says so by an error or a hang-up. */
    private boolean isAlone(int end) {
        try (EventLoop other = EventLoop.open(Libc.get())) {
            boolean[] alone = {false};
            EventLoop.Watch watch = other.watch(end, 0, () -> alone[0] = true);
            RealPipe fence = new RealPipe(own.libc, own.pool);
            fence.write((byte) 1);
            boolean[] fenced = {false};
            EventLoop.Watch last =
                    other.watch(fence.readFd(), LinuxHeader.EPOLLIN, () -> fenced[0] = true);
            other.runUntil(() -> fenced[0]);
            watch.end();
            last.end();
            fence.close();
            return alone[0];
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
