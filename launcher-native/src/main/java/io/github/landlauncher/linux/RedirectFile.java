package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.AT_EMPTY_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_APPEND;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_CREAT;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_RDONLY;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_TRUNC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_WRONLY;
import static io.github.landlauncher.linux.libc.LinuxHeader.STATX_TYPE;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFDIR;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFMT;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Statx;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Opens the file of a redirect as FileInputStream and FileOutputStream do, but close-on-exec. */
final class RedirectFile {

    private static final int MODE = 0666;

    private RedirectFile() {}

    /**
     * Opens a file, relative to the working directory of the JVM.
     *
     * @throws FileNotFoundException in the JDK's words, if it cannot be opened
     */
    static Descriptor open(Libc libc, Scratch scratch, Redirect redirect) throws IOException {
        File file = redirect.file();
        String path = file.getPath();
        if (path.indexOf('\0') >= 0) {
            throw new FileNotFoundException("Invalid file path");
        }
        byte[] name = Encoding.bytes(path);
        int fd = name.length > Scratch.LONGEST_PATH
                ? -Errno.ENAMETOOLONG
                : open(libc, scratch, name, flags(redirect.type()));
        if (fd < 0) {
            throw new FileNotFoundException(path + " (" + Failure.strerror(libc, -fd) + ")");
        }
        return Descriptor.of(libc, fd, StartStep.DESCRIPTORS);
    }

    private static int flags(Redirect.Type type) {
        return O_CLOEXEC | switch (type) {
            case READ -> O_RDONLY;
            case WRITE -> O_WRONLY | O_CREAT | O_TRUNC;
            case APPEND -> O_WRONLY | O_CREAT | O_APPEND;
            case PIPE, INHERIT -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static int open(Libc libc, Scratch scratch, byte[] name, int flags) {
        int start = scratch.position();
        try {
            long path = scratch.string(name);
            int fd;
            do {
                fd = libc.open(path, flags, MODE);
            } while (fd == -Errno.EINTR); // a named pipe makes open wait
            return fd < 0 ? fd : notDirectory(libc, scratch, fd);
        } finally {
            scratch.backTo(start);
        }
    }

    /** The descriptor, or a negated errno after closing it: a directory opens, but not for the JDK. */
    private static int notDirectory(Libc libc, Scratch scratch, int fd) {
        int stat = scratch.reserve(Statx.SIZE);
        int result = libc.statx(
                fd, scratch.string(new byte[0]), AT_EMPTY_PATH, STATX_TYPE, scratch.address(stat));
        if (result >= 0 && (Statx.mode(scratch.bytes(), stat) & S_IFMT) != S_IFDIR) {
            return fd;
        }
        libc.close(fd);
        return result < 0 ? result : -Errno.EISDIR;
    }
}
