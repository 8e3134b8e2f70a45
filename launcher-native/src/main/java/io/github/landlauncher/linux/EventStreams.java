package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StreamListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The three streams of a process whose listener is told of everything, by the thread of a loop.
 *
 * <p>A start connects them; until they are opened, when it has succeeded, nothing is told.
 */
final class EventStreams implements ProcessStreams {

    private static final System.Logger LOGGER = System.getLogger("io.github.landlauncher");

    private final Libc libc;
    private final MemoryPool memories;
    private final EventLoop loop;
    private final StreamListener listener;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private EventInput input;
    private EventOutput output;
    private EventOutput error;

    /** Null until the streams are open. */
    private volatile LinuxProcess process;

    /** Present once the process has exited; with {@link #process} it decides who tells that. */
    private OptionalInt exit = OptionalInt.empty();

    /** If the listener gave the start up: then it is told nothing. */
    private boolean givenUp;

    /**
     * Streams that are not connected yet.
     *
     * @param memories pieces of {@link ProcessInput#CAPACITY} bytes
     */
    EventStreams(Libc libc, MemoryPool memories, EventLoop loop, StreamListener listener) {
        this.libc = libc;
        this.memories = memories;
        this.loop = loop;
        this.listener = listener;
    }

    EventLoop loop() {
        return loop;
    }

    /** Done when the listener has been told everything. */
    CompletableFuture<Void> finished() {
        return finished;
    }

    /** Takes over this JVM's ends of the pipes. */
    void connect(Stdio stdio) throws IOException {
        loop.prepare(memories);
        stdio.unblockParentEnds();
        try {
            input = new EventInput(libc, loop, take(stdio, 0), this::inputReady);
            output = reader(take(stdio, 1), listener::output);
            error = reader(take(stdio, 2), listener::error);
            input.watch(() -> serve(input::writable, input::closeNow));
            output.watch(() -> serve(output::readable, output::stop));
            error.watch(() -> serve(error::readable, error::stop));
        } catch (IOException | RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    /** Null if the stream is no pipe. */
    private Descriptor take(Stdio stdio, int stream) {
        return stdio.isPipe(stream) ? Descriptor.taken(libc, stdio.takeParentEnd(stream)) : null;
    }

    private EventOutput reader(Descriptor pipe, BiConsumer<ByteBuffer, Boolean> told) {
        return new EventOutput(libc, loop, memories, pipe,
                (bytes, closed) -> safely(() -> told.accept(bytes, closed)), this::killUnread);
    }

    /**
     * Tells the listener that the process runs, and then everything else.
     *
     * @throws RuntimeException what the listener throws to give up; the process has been killed then
     */
    void open(LinuxProcess started) {
        try {
            listener.started(started, input);
        } catch (RuntimeException | Error e) {
            givenUp = true;
            started.destroyForcibly();
            throw e;
        } finally {
            beginToTell(started);
        }
    }

    /** Under the lock, since what is opened here must not be closed by {@link #finish} yet. */
    private synchronized void beginToTell(LinuxProcess started) {
        process = started;
        if (exit.isPresent()) {
            loop.execute(this::finish);
            return;
        }
        input.open();
        output.open();
        error.open();
    }

    /** On the loop's thread: what goes wrong ends the process, and nothing is asked of it again. */
    private void serve(Runnable transfer, Runnable stop) {
        // Before, the end of file may come, which cannot be masked; it comes again afterwards.
        if (process == null) {
            return;
        }
        try {
            transfer.run();
        } catch (Throwable e) { // no memory, or a listener's buffer that changed under our hands
            stop.run();
            process.destroyForcibly();
            LOGGER.log(Level.ERROR, "killed process " + process.pid() + ": its streams failed", e);
        }
    }

    private boolean inputReady(ByteBuffer room) {
        boolean[] more = new boolean[1];
        boolean known = safely(() -> more[0] = listener.inputReady(room));
        if (!known) {
            room.limit(room.position()); // nobody can tell what is in it
        }
        return known && more[0];
    }

    /** Calls foreign code; whether it returned. */
    private boolean safely(Runnable call) {
        if (givenUp) {
            return false;
        }
        try {
            call.run();
            return true;
        } catch (Throwable e) {
            LOGGER.log(Level.WARNING, "the listener of process " + process.pid() + " failed", e);
            return false;
        }
    }

    private void killUnread() {
        LOGGER.log(Level.ERROR, "killing process " + process.pid() + ": its listener has left "
                + ProcessInput.CAPACITY + " bytes unconsumed, so there is no room for more");
        process.destroyForcibly();
    }

    /** The loop's thread does all that is due, when everybody can know. */
    @Override
    public void processExited() {}

    /** May be called by any thread; the listener is told by the loop's. */
    @Override
    public synchronized void exitIsKnown(int exitValue) {
        exit = OptionalInt.of(exitValue);
        if (process != null) {
            loop.execute(this::finish);
        }
    }

    /** Each step by itself, since none may keep the others from happening. */
    private void finish() {
        loop.execute(() -> serve(output::processExited, output::close));
        loop.execute(() -> serve(error::processExited, error::close));
        loop.execute(input::closeNow);
        loop.execute(() -> safely(() -> listener.exited(exit.getAsInt())));
        loop.execute(() -> finished.complete(null));
    }

    /** The streams are the listener's, until the process has exited. */
    @Override
    public void destroyed() {}

    @Override
    public void abandon() {
        if (input != null) {
            input.closeNow();
        }
        if (output != null) {
            output.close();
        }
        if (error != null) {
            error.close();
        }
    }

    @Override
    public OutputStream in() {
        return NullStreams.NOWHERE_TO_WRITE;
    }

    @Override
    public InputStream out() {
        return NullStreams.NOTHING_TO_READ;
    }

    @Override
    public InputStream err() {
        return NullStreams.NOTHING_TO_READ;
    }
}
