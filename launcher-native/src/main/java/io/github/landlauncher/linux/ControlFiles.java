package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.O_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_WRONLY;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of a control group: read at once, written by one call, with the errno of that call. */
final class ControlFiles {

    private final Libc libc;
    private final MemoryPool pool;

    ControlFiles(Libc libc, MemoryPool pool) {
        this.libc = libc;
        this.pool = pool;
    }

    Libc libc() {
        return libc;
    }

    /** A close-on-exec descriptor, or a negated errno. */
    int open(Path file, int flags) {
        byte[] path = Encoding.bytes(file.toString());
        try (Scratch scratch = Scratch.of(libc, pool, path.length + 1L)) {
            return libc.open(scratch.string(path), flags | O_CLOEXEC, 0);
        }
    }

    /** Writes a value; 0, or a negated errno. */
    int write(Path file, String value) {
        int fd = open(file, O_WRONLY);
        if (fd < 0) {
            return fd;
        }
        byte[] bytes = Encoding.bytes(value);
        try (Scratch scratch = Scratch.of(libc, pool, bytes.length + 1L)) {
            long written = libc.write(fd, scratch.string(bytes), bytes.length);
            return written < 0 ? (int) written : written == bytes.length ? 0 : -Errno.EIO;
        } finally {
            libc.close(fd);
        }
    }

    /** What keeps the JVM from writing a file, as {@code "EACCES on FILE"}, or null. */
    String obstacle(Path file) {
        int fd = open(file, O_WRONLY);
        if (fd < 0) {
            return Errno.name(-fd) + " on " + file;
        }
        libc.close(fd);
        return null;
    }

    static String read(Path file) throws IOException {
        return Encoding.string(Files.readAllBytes(file));
    }

    /** What is separated by white space. */
    static List<String> words(Path file) throws IOException {
        String text = read(file).strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }
}
