package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;

/** Something about a watched program that cannot be seen from outside. */
final class UnreadableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * Names what failed.
     *
     * @param what what was to be read, such as "the memory of process 12"
     * @param errno the kernel's reason
     */
    UnreadableException(String what, int errno) {
        super("Cannot read " + what + ": error=" + errno + ", " + Errno.name(errno));
        this.errno = errno;
    }

    /** The kernel's reason. */
    int errno() {
        return errno;
    }
}
