package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.O_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_NONBLOCK;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_RDONLY;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files that may change into something else meanwhile. */
final class RegularFile {

    private RegularFile() {}

    /**
     * Opens a regular file for reading. O_PATH, open(2), takes hold of whatever is there without
     * waiting for anybody; what that is cannot change any more, and proc(5) opens that very file.
     *
     * <p>A file that this JVM has locked is not opened: to close it would give up the lock, fcntl(2).
     *
     * @throws IOException if it is no regular file, cannot be read, is locked by this JVM, or somebody
     *     holds a lease that whoever opens it would wait for
     */
    static FileChannel open(Libc libc, Path path, Scratch scratch) throws IOException {
        byte[] name = Encoding.bytes(path.toString());
        int fd = name.length > Scratch.LONGEST_PATH
                ? -Errno.ENAMETOOLONG
                : libc.open(scratch.string(name), O_PATH | O_CLOEXEC, 0);
        if (fd < 0) {
            throw new IOException("Cannot open " + path + ": errno " + -fd);
        }
        try {
            Path held = Path.of("/proc/self/fd/" + fd);
            if (!Files.isRegularFile(held)) {
                throw new IOException("no regular file: " + path);
            }
            OwnLocks.checkNone(held, path);
            return open(libc, path, held, scratch);
        } finally {
            libc.close(fd);
        }
    }

    /** While it is open for reading nobody gets a lease that holds up the second opening. */
    private static FileChannel open(Libc libc, Path path, Path held, Scratch scratch)
            throws IOException {
        int reader = libc.open(scratch.string(Encoding.bytes(held.toString())),
                O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
        if (reader < 0) {
            throw new IOException("Cannot read " + path + ": errno " + -reader);
        }
        try {
            return FileChannel.open(held, StandardOpenOption.READ);
        } finally {
            libc.close(reader);
        }
    }
}
