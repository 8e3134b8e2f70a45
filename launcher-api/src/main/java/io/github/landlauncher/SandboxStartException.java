package io.github.landlauncher;

import java.io.IOException;

/**
 * A step of a start failed; nothing of the program has run, and nothing is left of the attempt.
 *
 * <p>The first line of the message is the one {@link ProcessBuilder} has for the same failure; what
 * is known beyond it follows on lines of its own, and each pair of step and errno has a section in
 * docs/errors.md.
 */
public class SandboxStartException extends IOException {

    private static final long serialVersionUID = 1L;

    private final StartStep step;
    private final int errno;

    SandboxStartException(String message, StartStep step, int errno, Throwable cause) {
        super(message, cause);
        this.step = step;
        this.errno = errno;
    }

    /** The step that failed. */
    public StartStep step() {
        return step;
    }

    /** The error number of the failed call, or 0 if no call failed, as with PROTOCOL. */
    public int errno() {
        return errno;
    }
}
