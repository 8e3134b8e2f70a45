package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLONESHOT;
import static io.github.landlauncher.linux.libc.LinuxHeader.FIONREAD;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a child writes, told as it comes. Bytes that the receiver leaves are kept in memory of its
 * own; as long as it leaves none, all pipes of a loop share one piece.
 *
 * <p>Everything but the beginning happens on the loop's thread. The pipe does not block: a program
 * can open its own end for reading and take the bytes away that were announced here.
 */
final class EventOutput {

    /** Takes the bytes; {@code false} if it has failed, so that it cannot be said what it took. */
    @FunctionalInterface
    interface Receiver {
        boolean take(ByteBuffer bytes, boolean closed);
    }

    private final Libc libc;
    private final EventLoop loop;
    private final MemoryPool memories;
    private final Receiver receiver;
    private final Runnable whenFull;

    /** Null if there is none, or the end has been told. */
    private Descriptor pipe;

    /** Null before there is one, or if nothing is read any more before the process has ended. */
    private EventLoop.Watch watch;

    private Memory kept;
    private int keptSize;

    /**
     * Takes over this JVM's end of a pipe, or none, of which nothing is told then.
     *
     * @param memories where to take memory from for bytes that are left
     * @param whenFull to be run when the receiver takes nothing and there is no more room
     */
    EventOutput(
            Libc libc,
            EventLoop loop,
            MemoryPool memories,
            Descriptor pipe,
            Receiver receiver,
            Runnable whenFull) {
        this.libc = libc;
        this.loop = loop;
        this.memories = memories;
        this.pipe = pipe;
        this.receiver = receiver;
        this.whenFull = whenFull;
    }

    /** Prepares for {@link #open}, which cannot fail then. */
    void watch(Runnable whenReadable) throws IOException {
        if (pipe != null) {
            watch = loop.watch(pipe.fd(), EPOLLONESHOT, whenReadable);
        }
    }

    /** Begins to read. */
    void open() {
        if (watch != null) {
            watch.arm(EPOLLIN);
        }
    }

    /** Reads once, since there is something to read, or the end. */
    void readable() {
        if (pipe == null) {
            return;
        }
        Memory memory = memory();
        long count = read(memory, memory.size() - keptSize);
        if (count > 0) {
            give(memory, keptSize + (int) count, false);
        } else if (count == 0) {
            end();
        }
    }

    /** Reads what the pipe holds now and no more: somebody else may go on writing for ever. */
    void processExited() {
        if (pipe == null) {
            return;
        }
        try {
            int left = waiting();
            while (left > 0 && watch != null) {
                Memory memory = memory();
                long count = read(memory, Math.min(left, memory.size() - keptSize));
                if (count <= 0) {
                    break;
                }
                left -= (int) count;
                give(memory, keptSize + (int) count, false);
            }
        } finally {
            end();
        }
    }

    private Memory memory() {
        return kept != null ? kept : loop.transfer(this);
    }

    /** Reads behind the bytes that are kept; the count, 0 at the end, negative if there is nothing. */
    private long read(Memory memory, int atMost) {
        long count = libc.read(pipe.fd(), memory.address() + keptSize, atMost);
        if (count < 0 && count != -Errno.EAGAIN && count != -Errno.EINTR) {
            // It would fail for ever, and the thread would do nothing else.
            throw new IllegalStateException("read: " + Failure.strerror(libc, (int) -count));
        }
        return count;
    }

    private int waiting() {
        Memory memory = loop.transfer(this);
        return libc.ioctl(pipe.fd(), FIONREAD, memory.address()) < 0 ? 0 : memory.bytes().getInt(0);
    }

    private void give(Memory memory, int size, boolean closed) {
        ByteBuffer bytes = memory.bytes().duplicate().order(ByteOrder.nativeOrder()).limit(size);
        boolean taken = receiver.take(bytes, closed);
        // The buffer was in foreign hands, which may have moved its limit beyond what came.
        int to = Math.min(bytes.limit(), size);
        int from = Math.min(bytes.position(), to);
        if (!taken || closed || from == to) {
            release();
        } else {
            keep(memory, from, to);
        }
    }

    private void keep(Memory memory, int from, int to) {
        ByteBuffer left = memory.bytes().duplicate();
        if (kept == null) {
            kept = memories.acquire();
        }
        if (memory != kept || from > 0) {
            kept.bytes().put(0, left, from, to - from);
        }
        keptSize = to - from;
        if (keptSize == kept.size()) {
            stop();
            whenFull.run();
        }
    }

    private void end() {
        close();
        give(memory(), keptSize, true);
    }

    private void release() {
        if (kept != null) {
            memories.release(kept);
            kept = null;
            keptSize = 0;
        }
    }

    /** Reads nothing any more; when the process has ended, its listener is told of that only. */
    void stop() {
        if (watch != null) {
            watch.end();
            watch = null;
        }
    }

    /** Stops reading and frees the descriptor. */
    void close() {
        stop();
        if (pipe != null) {
            pipe.close();
            pipe = null;
        }
    }
}
