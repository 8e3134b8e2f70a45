package io.github.landlauncher.spi;

import io.github.landlauncher.StartStep;
import java.io.IOException;
import java.util.List;

/**
 * What a launcher throws when a step fails; the builder makes the user's exception of it.
 */
public class StepFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final StartStep step;
    private final int errno;
    private final transient List<String> advice;

    /**
     * Describes a failed step.
     *
     * @param step what was attempted
     * @param errno the error number, or 0
     * @param message the end of the message's first line, such as {@code "error=2, No such file or
     *     directory"}
     * @param advice further lines, without indentation
     */
    public StepFailedException(StartStep step, int errno, String message, List<String> advice) {
        super(message);
        this.step = step;
        this.errno = errno;
        this.advice = List.copyOf(advice);
    }

    /** What was attempted. */
    public StartStep step() {
        return step;
    }

    /** The error number, or 0. */
    public int errno() {
        return errno;
    }

    /** Further lines of the message, without indentation. */
    public List<String> advice() {
        return advice;
    }
}
