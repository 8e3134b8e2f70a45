package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLONESHOT;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLOUT;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.spi.ProcessInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What goes to a child's standard input: written by the loop's thread when there is room. The pipe
 * does not block.
 *
 * <p>Until it is opened, what is wanted is remembered and nothing else happens.
 */
final class EventInput implements ProcessInput {

    private static final byte[] ZEROS = new byte[CAPACITY];

    private final Libc libc;
    private final EventLoop loop;
    private final Predicate<ByteBuffer> source;
    private final Deque<ByteBuffer> pending = new ArrayDeque<>();

    /** Guards all below; never held while the source is asked or a call is made that uses the pipe. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Null once it is closed, or if standard input is no pipe. */
    private Descriptor pipe;
    private EventLoop.Watch watch;
    private boolean opened;
    private boolean armed;
    private boolean wanted;
    private boolean closing;
    private boolean writing;

    /**
     * Takes over this JVM's end of a pipe, or none.
     *
     * @param source who fills a buffer when it was wanted, and tells whether there is more
     */
    EventInput(Libc libc, EventLoop loop, Descriptor pipe, Predicate<ByteBuffer> source) {
        this.libc = libc;
        this.loop = loop;
        this.pipe = pipe;
        this.source = source;
    }

    /** Prepares for {@link #open}, which cannot fail then. */
    void watch(Runnable whenWritable) throws IOException {
        if (pipe != null) {
            watch = loop.watch(pipe.fd(), EPOLLONESHOT, whenWritable);
        }
    }

    /** Begins to write. */
    void open() {
        lock.lock();
        try {
            opened = true;
            if (pipe != null && (wanted || closing || !pending.isEmpty())) {
                arm();
            }
        } finally {
            lock.unlock();
        }
    }

    private void arm() {
        if (opened && !armed) {
            armed = true;
            watch.arm(EPOLLOUT);
        }
    }

    private void disarm() {
        if (armed) {
            armed = false;
            watch.arm(EPOLLONESHOT); // not even an error is told twice
        }
    }

    @Override
    public void want() {
        lock.lock();
        try {
            checkOpen();
            wanted = true;
            arm();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        lock.lock();
        try {
            checkOpen();
            checkNotClosing();
            pending.add(bytes);
            arm();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void closeWhenWritten() {
        lock.lock();
        try {
            checkNotClosing();
            closing = true;
            if (pipe != null) {
                arm();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void closeNow() {
        lock.lock();
        try {
            pending.clear();
            wanted = false;
            if (pipe == null) {
                return;
            }
            if (watch != null) {
                watch.end();
            }
            if (!writing) { // whoever writes closes then
                pipe.close();
            }
            pipe = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasPending() {
        lock.lock();
        try {
            return pipe != null && (closing || !pending.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (pipe == null) {
            throw new IllegalStateException("standard input is closed");
        }
    }

    private void checkNotClosing() {
        if (closing) {
            throw new IllegalStateException("standard input was told to close already");
        }
    }

    /** On the loop's thread: writes what fits, but not so much that others wait for long. */
    void writable() {
        Descriptor used = enter();
        if (used == null) {
            return;
        }
        long last = 0;
        try {
            int done = 0;
            do {
                last = writeNext(used);
                done += (int) last;
            } while (last > 0 && done < CAPACITY);
        } finally {
            leave(used, last >= 0 || last == -Errno.EAGAIN || last == -Errno.EINTR);
        }
    }

    private Descriptor enter() {
        lock.lock();
        try {
            writing = pipe != null;
            return pipe;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what comes next; the count, 0 if there is nothing, or the negative errno. */
    private long writeNext(Descriptor used) {
        ByteBuffer next;
        lock.lock();
        try {
            next = firstPending();
            if (pipe == null || next == null && (closing || !wanted)) {
                return 0;
            }
            if (next == null) {
                wanted = false; // before the source is asked, so that what it says then is not lost
            }
        } finally {
            lock.unlock();
        }
        return next == null ? writeFromSource(used) : writePending(used, next);
    }

    private ByteBuffer firstPending() {
        while (!pending.isEmpty() && !pending.peek().hasRemaining()) {
            pending.remove();
        }
        return pending.peek();
    }

    private long writePending(Descriptor used, ByteBuffer bytes) {
        Memory memory = loop.transfer(this);
        int size = Math.min(bytes.remaining(), memory.size());
        memory.bytes().put(0, bytes, bytes.position(), size);
        long count = libc.write(used.fd(), memory.address(), size);
        bytes.position(bytes.position() + (int) Math.max(count, 0));
        return count;
    }

    private long writeFromSource(Descriptor used) {
        boolean clean = loop.lastTransferWasOf(this);
        Memory memory = loop.transfer(this);
        // A source that forgets to flip gives away all of it: not what other programs wrote or read.
        if (!clean) {
            memory.bytes().put(0, ZEROS);
        }
        ByteBuffer room = memory.bytes().duplicate().order(ByteOrder.nativeOrder());
        boolean more = source.test(room);
        lock.lock();
        try {
            wanted |= more;
            if (pipe == null || !room.hasRemaining()) {
                return 0;
            }
        } finally {
            lock.unlock();
        }
        int size = room.remaining();
        long count = libc.write(used.fd(), memory.address() + room.position(), size);
        room.position(room.position() + (int) Math.max(count, 0));
        if (room.hasRemaining()) {
            keep(room);
        }
        return count;
    }

    /** What does not fit now must outlive the loop's memory. */
    private void keep(ByteBuffer rest) {
        ByteBuffer own = ByteBuffer.allocate(rest.remaining()).put(rest).flip();
        lock.lock();
        try {
            if (pipe != null) {
                pending.addFirst(own);
            }
        } finally {
            lock.unlock();
        }
    }

    /** If the program cannot read any more, or all is written that was to be, the pipe is closed. */
    private void leave(Descriptor used, boolean alive) {
        lock.lock();
        try {
            writing = false;
            boolean all = firstPending() == null;
            if (pipe == null) {
                used.close();
            } else if (!alive || all && closing) {
                closeNow();
            } else if (!all || wanted) {
                arm();
            } else {
                disarm();
            }
        } finally {
            lock.unlock();
        }
    }
}
