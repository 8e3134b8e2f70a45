package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLOUT;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** What a child reads. Once it has exited, writing fails with "Stream closed", as in the JDK. */
final class PipeOutput extends OutputStream {

    private final Pipe.Shared shared;
    private final Libc libc;
    private final Pipe pipe;

    PipeOutput(Pipe.Shared shared, int fd) {
        this.shared = shared;
        this.libc = shared.libc();
        this.pipe = new Pipe(shared, fd, EPOLLOUT, open -> {});
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int done = 0;
        while (done < length) {
            int from = offset + done;
            int wanted = Math.min(length - done, Pipe.Shared.LARGE);
            int count = pipe.use(fd -> transfer(fd, bytes, from, wanted));
            if (count == Pipe.GONE) {
                throw new IOException("Stream closed");
            }
            done += count;
        }
    }

    private int transfer(int fd, byte[] bytes, int offset, int length) throws IOException {
        MemoryPool pool = shared.poolFor(length);
        Memory memory = pool.acquire();
        try {
            memory.bytes().put(0, bytes, offset, length);
            return (int) pipe.check(() -> libc.write(fd, memory.address(), length));
        } finally {
            pool.release(memory);
        }
    }

    void processExited() {
        pipe.processExited();
    }

    @Override
    public void close() {
        pipe.close();
    }
}
