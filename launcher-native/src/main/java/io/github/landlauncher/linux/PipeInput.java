package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.FIONREAD;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * What a child writes. Nothing is read ahead while it lives; what is left in the pipe when it exits
 * moves to memory, so that it can be read later and the descriptor is free at once. After its end
 * of file a pipe is closed, since none of its writers is left.
 */
final class PipeInput extends InputStream {

    private static final int END_OF_FILE = -1;

    private final Pipe.Shared shared;
    private final Libc libc;
    private final Pipe pipe;

    /** What was left at exit; written once, before the pipe is {@link Pipe#GONE}. */
    private ByteArrayInputStream rest = new ByteArrayInputStream(new byte[0]);

    /** Why it is not all of what was left, or null; written once, together with it. */
    private IOException failure;

    PipeInput(Pipe.Shared shared, int fd) {
        this.shared = shared;
        this.libc = shared.libc();
        this.pipe = new Pipe(shared, fd, EPOLLIN, this::drain);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? END_OF_FILE : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        int count = pipe.use(fd -> transfer(fd, bytes, offset, length));
        return count == Pipe.GONE ? readRest(bytes, offset, length) : count;
    }

    private int transfer(int fd, byte[] bytes, int offset, int length) throws IOException {
        MemoryPool pool = shared.poolFor(length);
        Memory memory = pool.acquire();
        try {
            int wanted = Math.min(length, memory.size());
            int count = (int) pipe.check(() -> libc.read(fd, memory.address(), wanted));
            if (count == 0) {
                pipe.ended();
                return END_OF_FILE;
            }
            if (count > 0) {
                memory.bytes().get(0, bytes, offset, count);
            }
            return count;
        } finally {
            pool.release(memory);
        }
    }

    @Override
    public int available() throws IOException {
        int count = pipe.useAtOnce(this::waiting);
        return count == Pipe.GONE ? rest.available() : count;
    }

    /** How many bytes can be read from the pipe without blocking. */
    private int waiting(int fd) throws IOException {
        MemoryPool pool = shared.poolFor(Integer.BYTES);
        Memory memory = pool.acquire();
        try {
            pipe.check(() -> libc.ioctl(fd, FIONREAD, memory.address()));
            return memory.bytes().getInt(0);
        } finally {
            pool.release(memory);
        }
    }

    /**
     * Moves what is left to memory. Runs on the thread that waits for all children, so it must not
     * block: a grandchild that holds the pipe may open it for reading and take the bytes away.
     */
    private void drain(int fd) {
        byte[] left = {};
        int filled = 0;
        try {
            left = new byte[waiting(fd)];
            if (left.length > 0) {
                pipe.unblock(fd);
            }
            int count = 1;
            while (count > 0 && filled < left.length) {
                count = transfer(fd, left, filled, left.length - filled);
                filled += Math.max(count, 0);
            }
        } catch (IOException e) {
            failure = e; // to be told to whoever reads, not to whoever waits for the program
        }
        rest = new ByteArrayInputStream(left, 0, filled);
    }

    private int readRest(byte[] bytes, int offset, int length) throws IOException {
        int count = rest.read(bytes, offset, length);
        if (count < 0 && failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        return count;
    }

    void processExited() {
        pipe.processExited();
    }

    @Override
    public void close() {
        pipe.close();
    }
}
