package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.F_DUPFD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGKILL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StepFailedException;
import io.github.landlauncher.spi.StartObserver;
import io.github.landlauncher.spi.StreamListener;
import io.github.landlauncher.spi.TreeRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener is told, and in which order; the test plays the program. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventStreamsTest {

    private final List<String> told = new ArrayList<>();
    private final List<Integer> signals = new ArrayList<>();
    private final int[] childEnds = new int[3];
    private OwnLoop own;
    private EventStreams streams;
    private Stdio stdio;
    private Scratch scratch;
    private OptionalInt exit = OptionalInt.empty();
    private LinuxProcess process;

    /** What a test does in a callback, beyond writing down that it was called. */
    private Runnable inStarted = () -> {};

    private Runnable inCallback = () -> {};
    private boolean takes = true;
    private ProcessInput input;

    /** Writes down what it is told. */
    private final class Listener implements StreamListener {
        @Override
        public void started(SandboxedProcess started, ProcessInput startedInput) {
            told.add("started");
            input = startedInput;
            inStarted.run();
        }

        @Override
        public void output(ByteBuffer bytes, boolean closed) {
            tell("out", bytes, closed);
        }

        @Override
        public void error(ByteBuffer bytes, boolean closed) {
            tell("err", bytes, closed);
        }

        private void tell(String stream, ByteBuffer bytes, boolean closed) {
            told.add(stream + " " + StandardCharsets.US_ASCII.decode(bytes.duplicate())
                    + (closed ? "." : ""));
            if (takes) {
                bytes.position(bytes.limit());
            }
            inCallback.run();
        }

        @Override
        public boolean inputReady(ByteBuffer room) {
            told.add("ready");
            room.put((byte) 'i').flip();
            inCallback.run();
            return false;
        }

        @Override
        public void exited(int exitValue) {
            told.add("exit " + exitValue + (process.isAlive() ? " alive" : ""));
            inCallback.run();
        }
    }

    /** A program that the test ends. */
    private final class Played implements Program {
        private EventLoop heardBy;

        @Override
        public int pid() {
            return 4711;
        }

        @Override
        public Optional<ProcessHandle> handle() {
            return Optional.empty();
        }

        @Override
        public void watch(EventLoop loop, Runnable action) {
            heardBy = loop;
        }

        @Override
        public boolean isHeardByThisThread() {
            return heardBy.isCurrent();
        }

        @Override
        public OptionalInt poll() {
            OptionalInt value = exit;
            exit = OptionalInt.empty();
            return value;
        }

        @Override
        public int root() {
            return pid();
        }

        @Override
        public boolean holdsRoot() {
            return false;
        }

        @Override
        public void signal(int signal) {
            signals.add(signal);
        }

        @Override
        public void signalGroup(int signal) {}
    }

    @BeforeEach
    void a_process_that_has_been_started() throws IOException {
        own = new OwnLoop();
        scratch = Scratch.of(own.libc, own.pool, 0);
        stdio = Stdio.open(own.libc, scratch, request());
        for (int i = 0; i < 3; i++) {
            childEnds[i] = own.libc.fcntl(stdio.dups().get(i).source(), F_DUPFD_CLOEXEC, 10);
        }
        stdio.closeChildEnds();
        streams = new EventStreams(own.libc, own.memories, own.loop, new Listener());
        process = new LinuxProcess(
                new Played(), tree(), streams, null, null, StartObserver.NONE);
        process.watch(own.loop);
    }

    private static LaunchRequest request() {
        return RequestBuilder.command("/bin/true").build();
    }

    private static ProcessTree tree() {
        return new ProcessTree(new TreeKeeper(), TreeRequest.NONE) {
            @Override
            CompletableFuture<Void> end(Duration grace) {
                throw new AssertionError("nobody asked for that");
            }
        };
    }

    @AfterEach
    void no_pipe_is_left() {
        for (int i = 0; i < 3; i++) {
            closeChild(i);
        }
        stdio.close();
        scratch.close();
        own.close();
    }

    private void closeChild(int stream) {
        if (childEnds[stream] >= 0) {
            own.libc.close(childEnds[stream]);
            childEnds[stream] = -1;
        }
    }

    private void write(int stream, String text) {
        Memory memory = new Memory(own.libc, text.length());
        memory.bytes().put(0, text.getBytes(StandardCharsets.US_ASCII));
        assertThat(own.libc.write(childEnds[stream], memory.address(), text.length()))
                .isEqualTo(text.length());
    }

    /** The program ends, and this thread, the loop's, hears of it. */
    private void exit(int value) {
        exit = OptionalInt.of(value);
        assertThat(process.hasEnded()).isTrue();
    }

    @Test
    void everything_is_told_in_order() throws IOException {
        streams.connect(stdio);
        streams.open(process);
        write(1, "one");
        own.untilIdle();
        write(2, "two");
        own.untilIdle();
        input.want();
        own.untilIdle();
        write(1, "three");
        exit(5);
        own.untilIdle();

        assertThat(told).containsExactly(
                "started", "out one", "err two", "ready", "out three", "out .", "err .", "exit 5");
        assertThat(streams.finished()).isDone();
        assertThat(signals).isEmpty();
    }

    @Test
    void a_program_that_is_over_before_anybody_was_told_it_runs_loses_nothing() throws IOException {
        streams.connect(stdio);
        write(1, "out");
        write(2, "err");
        closeChild(1);
        closeChild(2);
        exit(0);
        own.untilIdle();
        assertThat(told).isEmpty();

        streams.open(process);
        own.untilIdle();

        assertThat(told).containsExactly("started", "out out", "out .", "err err", "err .", "exit 0");
    }

    @Test
    void ends_that_came_before_it_was_opened_are_told_after_it() throws IOException {
        streams.connect(stdio);
        closeChild(0);
        closeChild(1);
        own.untilIdle();
        streams.open(process);
        own.untilIdle();

        assertThat(told).containsExactly("started", "out .");
    }

    @Test
    void input_that_is_wanted_while_started_runs_is_asked_for_afterwards() throws IOException {
        inStarted = () -> {
            input.want();
            own.untilIdle();
            told.add("end of started");
        };
        streams.connect(stdio);
        streams.open(process);
        own.untilIdle();

        assertThat(told).containsExactly("started", "end of started", "ready");
    }

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

    @Test
    void the_exit_value_is_known_to_everybody_before_the_listener_is_told() throws Exception {
        streams.connect(stdio);
        streams.open(process);
        exit = OptionalInt.of(3);
        FutureTask<Integer> waiter = new FutureTask<>(process::waitFor);
        new Thread(waiter).start();
        assertThat(waiter.get()).isEqualTo(3);
        own.untilIdle();

        assertThat(told).containsExactly("started", "out .", "err .", "exit 3");
    }

    @Test
    void the_loop_s_own_thread_does_not_wait_for_a_process_that_it_would_hear_of() throws Exception {
        streams.connect(stdio);
        streams.open(process);

        assertThatThrownBy(process::waitFor).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not wait for it");
        exit = OptionalInt.of(3);
        assertThat(process.waitFor()).isEqualTo(3);
        own.untilIdle();
        assertThat(told).endsWith("exit 3");
    }

    @Test
    void the_process_itself_has_no_streams() throws Exception {
        streams.connect(stdio);
        streams.open(process);

        assertThat(process.getInputStream().read()).isEqualTo(-1);
        assertThat(process.getErrorStream().read()).isEqualTo(-1);
        assertThatThrownBy(() -> process.getOutputStream().write(1)).isInstanceOf(IOException.class);
        process.destroy();
        write(1, "x");
        own.untilIdle();
        assertThat(told).as("destroy closes nothing").containsExactly("started", "out x");
        exit(0);
        own.untilIdle();
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
