package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A pipe of the kernel, of which one end is under test and the other plays the child. */
final class RealPipe implements AutoCloseable {

    private static final int F_SETPIPE_SZ = 1031;

    private final Libc libc;
    private final Descriptor readEnd;
    private final Descriptor writeEnd;
    private final String identity;

    RealPipe(Libc libc, MemoryPool pool) throws IOException {
        this.libc = libc;
        try (Scratch scratch = Scratch.of(libc, pool, 0)) {
            Descriptor[] ends = Descriptor.pipe(libc, scratch);
            readEnd = ends[0];
            writeEnd = ends[1];
        }
        identity = identity(readEnd.fd());
        assertThat(identity).startsWith("pipe:");
    }

    int readFd() {
        return readEnd.fd();
    }

    int writeFd() {
        return writeEnd.fd();
    }

    /** Gives the end to read from to who is tested. */
    int takeReadEnd() {
        return readEnd.release();
    }

    /** Gives the end to write to to who is tested. */
    int takeWriteEnd() {
        return writeEnd.release();
    }

    void closeReadEnd() {
        readEnd.close();
    }

    void closeWriteEnd() {
        writeEnd.close();
    }

    /** Makes room for so many bytes. */
    void grow(int size) {
        assertThat(libc.fcntl(writeEnd.fd(), F_SETPIPE_SZ, size)).isGreaterThanOrEqualTo(size);
    }

    /** Writes all of these bytes, which must fit. */
    void write(byte... bytes) {
        Memory memory = new Memory(libc, Math.max(1, bytes.length));
        memory.bytes().put(0, bytes);
        assertThat(libc.write(writeEnd.fd(), memory.address(), bytes.length)).isEqualTo(bytes.length);
    }

    /** Reads to the end of the file. */
    byte[] readAll() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Memory memory = new Memory(libc, 64 * 1024);
        long count = libc.read(readEnd.fd(), memory.address(), memory.size());
        while (count > 0) {
            byte[] bytes = new byte[(int) count];
            memory.bytes().get(0, bytes);
            all.writeBytes(bytes);
            count = libc.read(readEnd.fd(), memory.address(), memory.size());
        }
        assertThat(count).isZero();
        return all.toByteArray();
    }

    /**
     * Whether a number is a descriptor of this pipe. That it is one at all says nothing: any other
     * thread of the JVM may have opened a file and been given the number of what was closed here.
     */
    boolean isOpenAs(int fd) {
        return identity.equals(identity(fd));
    }

    /** What only the descriptors of one pipe have in common, such as {@code pipe:[1234]}. */
    private static String identity(int fd) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
        } catch (NoSuchFileException e) {
            return "closed";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        readEnd.close();
        writeEnd.close();
    }
}
