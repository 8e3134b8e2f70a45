package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.F_DUPFD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_CLOEXEC;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Libc;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The one owner of a close-on-exec descriptor that is 12 or more: lower numbers are targets of the
 * child's file actions, where an equal source would be overwritten before it is used.
 *
 * <p>Not thread-safe.
 */
final class Descriptor implements AutoCloseable {

    private static final int LOWEST = 12;
    private static final int GONE = -1;

    private final Libc libc;
    private int fd;

    private Descriptor(Libc libc, int fd) {
        this.libc = libc;
        this.fd = fd;
    }

    /**
     * Takes over the descriptor that a call returned.
     *
     * @param result a close-on-exec descriptor or a negated errno
     * @throws io.github.landlauncher.spi.StepFailedException if it is an errno, or the descriptor
     *     cannot be moved to 12 or above
     */
    static Descriptor of(Libc libc, int result, StartStep step) throws IOException {
        if (result < 0) {
            throw Failure.of(libc, step, -result);
        }
        if (result >= LOWEST) {
            return new Descriptor(libc, result);
        }
        int moved = libc.fcntl(result, F_DUPFD_CLOEXEC, LOWEST);
        libc.close(result);
        if (moved < 0) {
            throw Failure.of(libc, step, -moved);
        }
        return new Descriptor(libc, moved);
    }

    /** Takes over the number that another one gave away. */
    static Descriptor taken(Libc libc, int released) {
        return new Descriptor(libc, released);
    }

    /** Makes a pipe: the end to read from, then the end to write to. */
    static Descriptor[] pipe(Libc libc, Scratch scratch) throws IOException {
        int fds = scratch.reserve(2 * Integer.BYTES);
        int result = libc.pipe2(scratch.address(fds), O_CLOEXEC);
        return pair(libc, result, scratch.bytes(), fds);
    }

    /**
     * Takes over the two descriptors that a call wrote.
     *
     * @param result 0 or a negated errno
     * @param at where the first number is, which the second follows
     */
    static Descriptor[] pair(Libc libc, int result, ByteBuffer bytes, int at) throws IOException {
        if (result < 0) {
            throw Failure.of(libc, StartStep.DESCRIPTORS, -result);
        }
        int secondFd = bytes.getInt(at + Integer.BYTES);
        Descriptor first;
        try {
            first = of(libc, bytes.getInt(at), StartStep.DESCRIPTORS);
        } catch (IOException e) {
            libc.close(secondFd);
            throw e;
        }
        try {
            return new Descriptor[] {first, of(libc, secondFd, StartStep.DESCRIPTORS)};
        } catch (IOException e) {
            first.close();
            throw e;
        }
    }

    /** The number. */
    int fd() {
        if (fd == GONE) {
            throw new IllegalStateException("descriptor is closed or given away");
        }
        return fd;
    }

    /** Gives the number to a new owner; closing this object then has no effect. */
    int release() {
        int released = fd();
        fd = GONE;
        return released;
    }

    @Override
    public void close() {
        if (fd != GONE) {
            libc.close(release());
        }
    }
}
