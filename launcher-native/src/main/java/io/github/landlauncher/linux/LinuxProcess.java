package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.SIGKILL;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGTERM;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.spi.StartObserver;
import io.github.landlauncher.spi.TreeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A program that was started here and whose end an {@link EventLoop} hears of. */
final class LinuxProcess extends SandboxedProcess {

    private final Program program;
    private final ProcessTree tree;
    private final ProcessStreams streams;
    private final Enforcement enforcement;
    /** Null if the program is in the JVM's own. */
    private final ControlGroup controlGroup;
    private final StartObserver observer;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    LinuxProcess(
            Program program,
            ProcessTree tree,
            ProcessStreams streams,
            Enforcement enforcement,
            ControlGroup controlGroup,
            StartObserver observer) {
        this.program = program;
        this.tree = tree;
        this.streams = streams;
        this.enforcement = enforcement;
        this.controlGroup = controlGroup;
        this.observer = observer;
    }

    /** Has a loop wait for the end of the process. */
    void watch(EventLoop loop) throws IOException {
        program.watch(loop, this::reap);
    }

    /** Starts the time of the program, which has been executed. */
    void startTimer(TreeRequest.Timeout timeout) {
        tree.startTimer(this, timeout);
    }

    /**
     * If the process has ended: takes the exit status, frees everything, tells everybody. On the
     * loop's thread, or on that of somebody who is about to wait, who need not wait for the loop
     * then. Never blocks.
     */
    private void reap() {
        OptionalInt value = program.poll();
        if (value.isEmpty()) {
            return;
        }
        try {
            streams.processExited();
            if (controlGroup != null) {
                controlGroup.removeWhenEmpty();
            }
        } finally {
            observer.exited(this, value.getAsInt());
            exit.complete(value.getAsInt());
            streams.exitIsKnown(value.getAsInt());
            tree.programEnded();
        }
    }

    /** Whether the program has ended, asked of the kernel. */
    boolean hasEnded() {
        reap();
        return exit.isDone();
    }

    @Override
    public Enforcement enforcement() {
        return enforcement;
    }

    @Override
    public OutputStream getOutputStream() {
        return streams.in();
    }

    @Override
    public InputStream getInputStream() {
        return streams.out();
    }

    @Override
    public InputStream getErrorStream() {
        return streams.err();
    }

    /**
     * Waits for the end.
     *
     * @throws IllegalStateException if the process has not ended and the current thread is the one
     *     that would hear of it, a listener's: it would wait for ever
     */
    @Override
    public int waitFor() throws InterruptedException {
        reap();
        if (!exit.isDone() && program.isHeardByThisThread()) {
            throw new IllegalStateException("process " + pid() + " has not ended, and the thread of its"
                    + " listener, which hears of its end, must not wait for it");
        }
        try {
            return exit.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit value is never an exception", e);
        }
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        Objects.requireNonNull(unit, "unit");
        reap();
        if (exit.isDone() || timeout <= 0) {
            return exit.isDone();
        }
        try {
            exit.get(timeout, unit);
            return true;
        } catch (TimeoutException e) {
            return hasEnded(); // the thread that hears of it may be this one
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit value is never an exception", e);
        }
    }

    @Override
    public int exitValue() {
        if (!exit.isDone()) {
            throw new IllegalThreadStateException("process hasn't exited");
        }
        return exit.join();
    }

    @Override
    public boolean isAlive() {
        return !exit.isDone();
    }

    @Override
    public void destroy() {
        program.signal(SIGTERM);
        streams.destroyed();
    }

    @Override
    public Process destroyForcibly() {
        program.signal(SIGKILL);
        streams.destroyed();
        return this;
    }

    @Override
    public void destroyTree(Duration grace) throws InterruptedException {
        try {
            endTree(grace).get();
        } catch (ExecutionException e) {
            throw cannotEnd(e.getCause());
        }
    }

    @Override
    public CompletableFuture<Void> destroyTreeAsync(Duration grace) {
        // Not on the keeper or a loop: what follows is somebody else's code and may take its time.
        return endTree(grace).handleAsync((done, failure) -> {
            if (failure != null) {
                throw cannotEnd(failure instanceof CompletionException ? failure.getCause() : failure);
            }
            return null;
        });
    }

    private CompletableFuture<Void> endTree(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("a grace must not be negative: " + grace);
        }
        return tree.end(grace).thenCompose(done -> endControlGroup()).thenCompose(done -> {
            reap();
            return exit.thenAccept(value -> {});
        });
    }

    /** Whoever left the tree is in the group. */
    private CompletableFuture<Void> endControlGroup() {
        return controlGroup != null && controlGroup.kill()
                ? controlGroup.removeWhenEmpty().exceptionally(failure -> null)
                : CompletableFuture.completedFuture(null);
    }

    private static IllegalStateException cannotEnd(Throwable failure) {
        return new IllegalStateException(
                "cannot end the tree of processes: " + failure.getMessage(), failure);
    }

    @Override
    public boolean timedOut() {
        return tree.timedOut();
    }

    @Override
    public boolean supportsNormalTermination() {
        return true;
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return exit.handleAsync((value, failure) -> this);
    }

    @Override
    public long pid() {
        return program.pid();
    }

    /**
     * The JDK's handle of this process, always the same.
     *
     * @throws UnsupportedOperationException if /proc is not mounted
     */
    @Override
    public ProcessHandle toHandle() {
        return program.handle().orElseThrow(
                () -> new UnsupportedOperationException("no process handles without /proc"));
    }

    @Override
    public ProcessHandle.Info info() {
        return toHandle().info();
    }

    @Override
    public Stream<ProcessHandle> children() {
        return toHandle().children();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return toHandle().descendants();
    }

    /** As the JDK's: pid and exit value. */
    @Override
    public String toString() {
        return "Process[pid=" + pid() + ", exitValue="
                + (exit.isDone() ? exit.join() : "\"not exited\"") + "]";
    }
}
