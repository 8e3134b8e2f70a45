package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.LinuxHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * A thread of a watched program, as /proc shows it to this JVM. What has ended is empty.
 *
 * <p>The links of /proc are texts that the kernel writes as this JVM would name the file; they are
 * taken only for what they lead to.
 */
final class WatchedThread {

    private static final String DELETED = " (deleted)";

    /** Some thousand sockets or mounts. */
    static final int LONGEST_TEXT = 1024 * 1024;

    private final Path proc;
    private final Path entry;
    private final int tid;
    private Optional<ThreadStatus> status;

    WatchedThread(Path proc, int tid) {
        this.proc = proc;
        this.tid = tid;
        entry = proc.resolve(Integer.toString(tid));
    }

    int tid() {
        return tid;
    }

    /** The mount of proc(5) by which it is seen. */
    Path proc() {
        return proc;
    }

    /** A file of its directory there. */
    Path entry(String name) {
        return entry.resolve(name);
    }

    /**
     * Who it is, read once. Capabilities that it has in a user namespace of its own do not count:
     * they are not over this JVM's files and processes, user_namespaces(7).
     */
    Optional<ThreadStatus> status() throws UnreadableException {
        if (status == null) {
            status = printedStatus();
            if (status.filter(ThreadStatus::hasCapabilities).isPresent() && isInOtherUserNamespace()) {
                status = status.map(ThreadStatus::withoutCapabilities);
            }
        }
        return status;
    }

    /** As it is printed, which anybody may read of any process; its capabilities may be over others. */
    Optional<ThreadStatus> printedStatus() throws UnreadableException {
        return text(entry("status")).map(ThreadStatus::parse);
    }

    private boolean isInOtherUserNamespace() throws UnreadableException {
        Optional<Path> own = link(proc.resolve("self/ns/user"));
        Optional<Path> other = link(entry("ns/user"));
        return own.isPresent() && other.isPresent() && !own.equals(other);
    }

    /**
     * A file of /proc, or empty if what it tells of has ended.
     *
     * @throws UnreadableException if it may not be read, or is so long, EFBIG, that to read it would
     *     keep other programs waiting: a program can have any number of sockets, say
     */
    static Optional<String> text(Path file) throws UnreadableException {
        byte[] bytes;
        try (InputStream input = Files.newInputStream(file)) {
            bytes = input.readNBytes(LONGEST_TEXT + 1);
        } catch (AccessDeniedException e) {
            throw new UnreadableException(file.toString(), Errno.EACCES);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (bytes.length > LONGEST_TEXT) {
            throw new UnreadableException(file.toString(), Errno.EFBIG);
        }
        return bytes.length == 0
                ? Optional.empty()
                : Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** What it runs, also if that file has been removed since; empty if that cannot be told. */
    Optional<Path> executable() {
        Optional<Path> text;
        try {
            text = link(entry("exe"));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
        if (text.isEmpty() || !text.get().toString().endsWith(DELETED) || Files.exists(text.get())) {
            return text;
        }
        String removed = text.get().toString();
        return Optional.of(Path.of(removed.substring(0, removed.length() - DELETED.length())));
    }

    /** Where its absolute paths begin. */
    Optional<Path> root() throws UnreadableException {
        return directory("root");
    }

    /** What a path begins with that is relative to a descriptor, or AT_FDCWD. */
    Optional<Path> base(int dirfd) throws UnreadableException {
        return dirfd == LinuxHeader.AT_FDCWD ? directory("cwd") : descriptor(dirfd);
    }

    /** The file that a descriptor is open on, or empty if it is none that a path leads to. */
    Optional<Path> descriptor(int fd) throws UnreadableException {
        return fd < 0 ? Optional.empty() : magic(entry("fd").resolve(Integer.toString(fd)));
    }

    /** What a descriptor is as the kernel words it, such as {@code socket:[123]}. */
    Optional<Path> descriptorText(int fd) throws UnreadableException {
        return fd < 0 ? Optional.empty() : link(entry("fd").resolve(Integer.toString(fd)));
    }

    /** Most often it is what its text says; looking at it again would cost every call. */
    private Optional<Path> directory(String name) throws UnreadableException {
        Optional<Path> text = link(entry(name));
        if (text.isPresent() && text.get().toString().endsWith(DELETED)) {
            return magic(entry(name));
        }
        return text.filter(Path::isAbsolute); // not "(unreachable)/..."
    }

    /** In the directory of a process every symbolic link is one that no text describes. */
    boolean isMagic(Path link) {
        int process = proc.getNameCount();
        return link.getNameCount() > process + 1
                && link.startsWith(proc)
                && Character.isDigit(link.getName(process).toString().charAt(0));
    }

    /**
     * Where a magic link of /proc leads to, symlink(7).
     *
     * @return empty if that has no path: a pipe, a socket, a removed file, one hidden below a mount
     */
    static Optional<Path> magic(Path link) throws UnreadableException {
        Optional<Path> text = link(link);
        if (text.isEmpty() || !text.get().isAbsolute()) {
            return Optional.empty();
        }
        try {
            Object meant = Files.readAttributes(link, BasicFileAttributes.class).fileKey();
            Object named = Files.readAttributes(
                    text.get(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
            return Objects.equals(meant, named) ? text : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The text of a symbolic link, or empty if it is not there. */
    static Optional<Path> link(Path link) throws UnreadableException {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (AccessDeniedException e) {
            throw new UnreadableException(link.toString(), Errno.EACCES);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
