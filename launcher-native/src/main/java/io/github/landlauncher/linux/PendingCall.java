package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.LinuxHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** A system call that waits to be let go on, and its arguments, numbered from 0. */
final class PendingCall {

    private static final int PATH_MAX = 4096; // linux/limits.h, the NUL included
    private static final int PAGE = 4096; // the smallest one

    private final Notice notice;
    private final ChildMemory memory;
    private final SocketKinds sockets;
    private final OwnSockets own;
    private final SignalTargets targets;
    private final WatchedThread thread;

    PendingCall(
            Notice notice,
            ChildMemory memory,
            SocketKinds sockets,
            OwnSockets own,
            SignalTargets targets,
            WatchedThread thread) {
        this.notice = notice;
        this.memory = memory;
        this.sockets = sockets;
        this.own = own;
        this.targets = targets;
        this.thread = thread;
    }

    /** Who calls. */
    WatchedThread thread() {
        return thread;
    }

    /** The sockets that the program has bound. */
    OwnSockets own() {
        return own;
    }

    /** Who is outside. */
    SignalTargets targets() {
        return targets;
    }

    /** What kind of socket a descriptor is, if that can be told. */
    Optional<SocketKinds.Kind> socket(int fd) throws UnreadableException {
        return thread.status().flatMap(status -> sockets.of(status.pid(), fd));
    }

    /** An argument of which the kernel takes all bits. */
    long argument(int index) {
        return notice.arguments()[index];
    }

    /** An argument of which the kernel takes an int. */
    int integer(int index) {
        return (int) notice.arguments()[index];
    }

    /**
     * A path relative to the working directory.
     *
     * @return empty if it is longer than a path can be
     * @throws UnreadableException if it cannot be read, or is no text in the JVM's encoding: EILSEQ
     */
    Optional<NamedPath> path(int index) throws UnreadableException {
        return path(LinuxHeader.AT_FDCWD, argument(index));
    }

    /** As {@link #path(int)}, relative to a descriptor. */
    Optional<NamedPath> path(int dirfd, int index) throws UnreadableException {
        return path(integer(dirfd), argument(index));
    }

    private Optional<NamedPath> path(int dirfd, long address) throws UnreadableException {
        Optional<byte[]> bytes = string(address);
        return bytes.isPresent()
                ? Optional.of(new NamedPath(thread, dirfd, path(bytes.get())))
                : Optional.empty();
    }

    /** Takes a path apart that was read already. */
    ChildPath path(byte[] bytes) throws UnreadableException {
        Optional<ChildPath> path = ChildPath.of(bytes);
        if (path.isEmpty()) {
            throw new UnreadableException(
                    "a path of process " + thread.tid() + " in the encoding "
                            + Encoding.CHARSET + " of this JVM (sun.jnu.encoding)",
                    Errno.EILSEQ);
        }
        return path.get();
    }

    /** The bytes up to a NUL, page by page; empty if there is none where a path must end. */
    private Optional<byte[]> string(long address) throws UnreadableException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (read.size() < PATH_MAX) {
            long from = address + read.size();
            int size = (int) Math.min(PAGE - (from & PAGE - 1), PATH_MAX - read.size());
            byte[] bytes = read(from, size);
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == 0) {
                    read.write(bytes, 0, i);
                    return Optional.of(read.toByteArray());
                }
            }
            read.write(bytes, 0, bytes.length);
        }
        return Optional.empty();
    }

    /** Whether a string that must not be empty is. */
    boolean isEmpty(int index) throws UnreadableException {
        return read(argument(index), 1)[0] == 0;
    }

    /**
     * A structure.
     *
     * @throws UnreadableException if not all of it can be read: EFAULT
     */
    ByteBuffer structure(long address, int size) throws UnreadableException {
        byte[] bytes = read(address, size);
        if (bytes.length < size) {
            throw fault();
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private byte[] read(long address, int size) throws UnreadableException {
        if (address == 0) {
            throw fault();
        }
        byte[] bytes = memory.read(thread.tid(), address, size);
        return bytes.length > size ? Arrays.copyOf(bytes, size) : bytes;
    }

    private UnreadableException fault() {
        return new UnreadableException("the memory of process " + thread.tid(), Errno.EFAULT);
    }
}
