package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLONESHOT;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_SETFL;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_NONBLOCK;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * This JVM's end of a pipe to a child: closed when nobody uses it any more, never under a call.
 *
 * <p>Calls that may block count as users and hold no lock, so neither close nor the end of the
 * process ever waits for them; whoever leaves last does what is then due.
 *
 * <p>A virtual thread does not block in the kernel, where it would keep its carrier. From the first
 * one on, no call on the pipe does: a call that would is made again after the reaper's word that the
 * pipe is ready. That word alone is not enough, since the program can open its own end the other way
 * round and take away what it was about.
 */
final class Pipe {

    /** What {@link #use} returns if the descriptor was closed, but not by the stream's user. */
    static final int GONE = Integer.MIN_VALUE;

    /** What {@link #check} makes of EAGAIN: the call is to be made again when the pipe is ready. */
    static final int NOT_READY = Integer.MIN_VALUE + 1;

    /** What all pipes share: memory for transfers of two usual sizes, and the reaper. */
    record Shared(Libc libc, MemoryPool small, MemoryPool large, EventLoop reaper) {

        static final int SMALL = 8 * 1024;
        static final int LARGE = 64 * 1024;

        Shared(Libc libc, EventLoop reaper) {
            this(libc, new MemoryPool(libc, SMALL, 64), new MemoryPool(libc, LARGE, 16), reaper);
        }

        /** Where to take memory from for a transfer of this many bytes. */
        MemoryPool poolFor(int length) {
            return length <= SMALL ? small : large;
        }
    }

    /** What a user does with the descriptor. */
    @FunctionalInterface
    interface Use {
        int with(int fd) throws IOException;
    }

    private final Shared shared;
    private final int readiness;
    private final IntConsumer atExit;
    private final ReentrantLock lock = new ReentrantLock();
    private int fd;
    private int users;
    private boolean closed;
    private boolean exited;
    private boolean ended;
    private boolean nonBlocking;
    private Word waiting;

    /**
     * Takes over a descriptor.
     *
     * @param readiness the epoll event to wait for before a call that may block
     * @param atExit runs before the descriptor is closed at process exit; must not block
     */
    Pipe(Shared shared, int fd, int readiness, IntConsumer atExit) {
        this.shared = shared;
        this.fd = fd;
        this.readiness = readiness;
        this.atExit = atExit;
    }

    /**
     * Makes a call that may block.
     *
     * @return its result, or {@link #GONE}
     * @throws IOException "Stream closed" if the stream was closed, or what the call throws
     */
    int use(Use use) throws IOException {
        return useAtOnce(open -> {
            if (VirtualThreads.isCurrent()) {
                unblock(open);
            }
            int result = use.with(open);
            while (result == NOT_READY) {
                awaitReady(open);
                result = use.with(open);
            }
            return result;
        });
    }

    /** From now on no call on the pipe blocks in the kernel; {@link #use} waits instead. */
    void unblock(int open) throws IOException {
        lock.lock();
        try {
            if (!nonBlocking) {
                check(() -> shared.libc().fcntl(open, F_SETFL, O_NONBLOCK));
                nonBlocking = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes a call that does not block; otherwise as {@link #use}. */
    int useAtOnce(Use use) throws IOException {
        int open = enter();
        if (open == GONE) {
            return GONE;
        }
        try {
            return use.with(open);
        } finally {
            leave();
        }
    }

    private int enter() throws IOException {
        lock.lock();
        try {
            checkNotClosed();
            if (fd != GONE) {
                users++;
            }
            return fd;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            users--;
            settle();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the stream; a call that is under way ends first, but is not waited for. */
    void close() {
        lock.lock();
        try {
            closed = true;
            if (waiting != null) {
                waiting.tell();
            }
            settle();
        } finally {
            lock.unlock();
        }
    }

    /** Tells that the process has exited; a call that is under way is not waited for. */
    void processExited() {
        lock.lock();
        try {
            exited = true;
            settle();
        } finally {
            lock.unlock();
        }
    }

    /** Tells that nothing will ever come again; the descriptor is closed when nobody uses it. */
    void ended() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    private void settle() {
        if (users > 0 || fd == GONE || !(closed || exited || ended)) {
            return;
        }
        try {
            if (!closed && !ended) {
                atExit.accept(fd);
            }
        } finally {
            shared.libc().close(fd);
            fd = GONE;
        }
    }

    private void awaitReady(int open) throws IOException {
        Word ready = new Word();
        EventLoop.Watch watch = watch(open, ready);
        try {
            setWaiting(ready);
            ready.await();
            setWaiting(null);
        } finally {
            watch.end();
        }
    }

    private EventLoop.Watch watch(int open, Word ready) throws IOException {
        try {
            return shared.reaper().watch(open, readiness | EPOLLONESHOT, ready::tell);
        } catch (StepFailedException e) {
            throw new IOException("Cannot wait for the pipe: " + e.getMessage() + "\n  "
                    + String.join("\n  ", e.advice()), e);
        }
    }

    private void setWaiting(Word ready) throws IOException {
        lock.lock();
        try {
            waiting = ready;
            checkNotClosed();
        } finally {
            lock.unlock();
        }
    }

    private void checkNotClosed() throws IOException {
        if (closed) {
            throw new IOException("Stream closed");
        }
    }

    /** Repeats a call that a signal interrupted, and turns an errno into an exception. */
    long check(LongSupplier call) throws IOException {
        long result;
        do {
            result = call.getAsLong();
        } while (result == -Errno.EINTR);
        if (result == -Errno.EAGAIN) {
            return NOT_READY;
        }
        if (result < 0) {
            throw new IOException(Failure.strerror(shared.libc(), (int) -result));
        }
        return result;
    }
}
