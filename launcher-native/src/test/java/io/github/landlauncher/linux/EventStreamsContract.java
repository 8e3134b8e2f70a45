package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.F_DUPFD_CLOEXEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StartObserver;
import io.github.landlauncher.spi.StreamListener;
import io.github.landlauncher.spi.TreeRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** A process whose listener writes down what it is told; the test plays the program. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class EventStreamsContract {

    final List<String> told = new ArrayList<>();
    final List<Integer> signals = new ArrayList<>();
    final int[] childEnds = new int[3];
    OwnLoop own;
    EventStreams streams;
    Stdio stdio;
    OptionalInt exit = OptionalInt.empty();
    LinuxProcess process;
    private Scratch scratch;

    /** What a test does in a callback, beyond writing down that it was called. */
    Runnable inStarted = () -> {};

    Runnable inCallback = () -> {};
    boolean takes = true;
    ProcessInput input;

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

    void closeChild(int stream) {
        if (childEnds[stream] >= 0) {
            own.libc.close(childEnds[stream]);
            childEnds[stream] = -1;
        }
    }

    void write(int stream, String text) {
        Memory memory = new Memory(own.libc, text.length());
        memory.bytes().put(0, text.getBytes(StandardCharsets.US_ASCII));
        assertThat(own.libc.write(childEnds[stream], memory.address(), text.length()))
                .isEqualTo(text.length());
    }

    /** The program ends, and this thread, the loop's, hears of it. */
    void exit(int value) {
        exit = OptionalInt.of(value);
        assertThat(process.hasEnded()).isTrue();
    }
}
