package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.CLD_EXITED;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.P_PIDFD;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGKILL;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGTERM;
import static io.github.landlauncher.linux.libc.LinuxHeader.WEXITED;
import static io.github.landlauncher.linux.libc.LinuxHeader.WNOHANG;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.linux.libc.Siginfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A child that was started here and is reaped by the {@link Reaper}. */
final class LinuxProcess extends SandboxedProcess {

    /** What a shell adds to the number of the signal that ended a program. */
    private static final int KILLED_BY = 128;

    /** The exit value if somebody else in this process has reaped the child; the JDK's too. */
    private static final int REAPED_ELSEWHERE = -1;

    private final Libc libc;
    private final MemoryPool pool;
    private final int pid;
    private final Descriptor pidfd;
    private final Optional<ProcessHandle> handle;
    private final ChildStreams streams;
    private final Enforcement enforcement;
    /** Null if the program is in the JVM's own. */
    private final ControlGroup controlGroup;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    /**
     * Guards pidfd and reaping, so that no signal goes to a pid that is free for another process.
     * Not the monitor of this object: Process.close() holds that while it waits.
     */
    private final ReentrantLock lock = new ReentrantLock();

    private Reaper.Watch watch;
    private boolean reaped;

    /** A process that takes over the child's pidfd once it is kept. */
    LinuxProcess(
            Libc libc,
            MemoryPool pool,
            NewChild child,
            ChildStreams streams,
            Enforcement enforcement,
            ControlGroup controlGroup) {
        this.libc = libc;
        this.pool = pool;
        this.pid = child.pid();
        this.pidfd = child.pidfd();
        this.handle = child.handle();
        this.streams = streams;
        this.enforcement = enforcement;
        this.controlGroup = controlGroup;
    }

    /** Has the reaper wait for the end of the process. */
    void watch(Reaper reaper) throws IOException {
        lock.lock();
        try {
            watch = reaper.watch(pidfd.fd(), EPOLLIN, this::reap);
        } finally {
            lock.unlock();
        }
    }

    /**
     * If the process has ended: takes the exit status, frees everything, tells everybody. On the
     * reaper thread, or on that of somebody who is about to wait, who need not wait for the reaper
     * then. Never blocks.
     */
    private void reap() {
        int value;
        lock.lock();
        try (Scratch scratch = Scratch.of(libc, pool, Siginfo.SIZE)) {
            if (reaped) {
                return;
            }
            int info = scratch.reserve(Siginfo.SIZE);
            int result = libc.waitid(P_PIDFD, pidfd.fd(), scratch.address(info), WEXITED | WNOHANG);
            if (result == 0 && Siginfo.pid(scratch.bytes(), info) == 0) {
                return; // not yet
            }
            value = result < 0 ? REAPED_ELSEWHERE : exitValue(scratch, info);
            reaped = true;
            watch.end();
            pidfd.close();
        } finally {
            lock.unlock();
        }
        try {
            streams.processExited();
            if (controlGroup != null) {
                controlGroup.removeWhenEmpty();
            }
        } finally {
            exit.complete(value);
        }
    }

    private static int exitValue(Scratch scratch, int info) {
        int status = Siginfo.status(scratch.bytes(), info);
        return Siginfo.code(scratch.bytes(), info) == CLD_EXITED ? status : KILLED_BY + status;
    }

    private void signal(int signal) {
        lock.lock();
        try {
            if (!reaped) {
                libc.pidfd_send_signal(pidfd.fd(), signal, 0, 0);
            }
        } finally {
            lock.unlock();
        }
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

    @Override
    public int waitFor() throws InterruptedException {
        reap();
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
            return false;
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
        signal(SIGTERM);
        streams.closeAll();
    }

    @Override
    public Process destroyForcibly() {
        signal(SIGKILL);
        streams.closeAll();
        return this;
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
        return pid;
    }

    /**
     * The JDK's handle of this process, always the same.
     *
     * @throws UnsupportedOperationException if /proc is not mounted
     */
    @Override
    public ProcessHandle toHandle() {
        return handle.orElseThrow(
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
