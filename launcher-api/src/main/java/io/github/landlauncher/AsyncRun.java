package io.github.landlauncher;

import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StreamListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Keeps what a program writes, and completes a future when it has ended. */
final class AsyncRun implements StreamListener {

    private final long asked = System.nanoTime();
    private final Capture capture;
    private final Captured output;
    private final Captured error;
    private final RunFuture future = new RunFuture(this::kill);
    private ExitContext context;
    private SandboxedProcess process;
    private long started;

    AsyncRun(Capture capture) {
        this.capture = capture;
        this.output = capture.newOutput();
        this.error = capture.newError();
    }

    CompletableFuture<Completed> future() {
        return future;
    }

    /** Before the start. */
    void request(LaunchRequest request) {
        context = ExitContext.of(request);
    }

    @Override
    public void started(SandboxedProcess process, ProcessInput input) {
        started = System.nanoTime();
        this.process = process;
        ByteBuffer bytes = capture.toWrite();
        if (bytes.hasRemaining()) {
            input.write(bytes);
            input.closeWhenWritten();
        } else {
            input.closeNow();
        }
    }

    @Override
    public void output(ByteBuffer bytes, boolean closed) {
        keep(output, bytes);
    }

    @Override
    public void error(ByteBuffer bytes, boolean closed) {
        keep(error, bytes);
    }

    private void keep(Captured stream, ByteBuffer bytes) {
        if (future.isDecided()) {
            bytes.position(bytes.limit());
            return;
        }
        try {
            stream.add(bytes);
        } catch (Throwable e) { // such as OutOfMemoryError: an output with a hole is none
            future.settle(() -> {
                throw new CompletionException(e);
            });
            kill();
            throw e;
        }
    }

    @Override
    public boolean inputReady(ByteBuffer room) {
        throw new IllegalStateException("nobody has asked for room");
    }

    @Override
    public void exited(int exitValue) {
        Duration startDuration = Duration.ofNanos(started - asked);
        Duration runDuration = Duration.ofNanos(System.nanoTime() - started);
        // An explanation looks at files, for which those have to wait who wait for this program only.
        future.settle(() -> new Completed(process, exitValue, output, error, startDuration, runDuration,
                context.explain(exitValue, output, error)));
    }

    /** All of the tree; without waiting, on whatever thread. */
    private void kill() {
        process.destroyTreeAsync(Duration.ZERO);
    }
}
