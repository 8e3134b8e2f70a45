package io.github.landlauncher.it.explain;

import io.github.landlauncher.it.Errno;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what was foretold of an operation with what the kernel did. The kernel is right.
 *
 * <p>An operation that works in the sandbox was not denied. One that fails there is tried again
 * without a sandbox, on the same files, which a failure leaves as they were. If it works then, or
 * fails with another error, the sandbox has denied it. If it fails in the same way, the kernel may
 * have looked for the reason before it came to ask Landlock, and nothing is known; only a few errors
 * show that Landlock was asked before and has agreed.
 */
final class Verdict {

    private static final Set<Errno> OF_A_SANDBOX = EnumSet.of(Errno.EACCES, Errno.EXDEV, Errno.EPERM);

    /**
     * A file of no known format, a device without driver or a pipe without reader: all opened. A socket
     * whose queue is full.
     */
    private static final Set<Errno> AFTER_LANDLOCK =
            EnumSet.of(Errno.ENOEXEC, Errno.ENXIO, Errno.ENODEV, Errno.EAGAIN);

    private Verdict() {}

    /**
     * What is wrong with the forecast, or empty.
     *
     * @param foretold the errno's name, empty if the operation should not be denied
     * @param sandboxed the errno in the sandbox, 0 for success
     * @param free the errno without a sandbox; of no meaning if {@code sandboxed} is 0
     */
    static Optional<String> complaint(String foretold, int sandboxed, int free) {
        if (foretold.equals(Forecast.OPEN)) {
            return Optional.empty();
        }
        if (denies(sandboxed, free)) {
            return Errno.of(sandboxed).orElseThrow().name().equals(foretold)
                    ? Optional.empty()
                    : Optional.of("was denied by the sandbox");
        }
        boolean known = sandboxed != free || sandboxed == 0 || is(sandboxed, AFTER_LANDLOCK);
        return known && !foretold.isEmpty()
                ? Optional.of("was not denied by the sandbox")
                : Optional.empty();
    }

    /** Whether the errors show that a sandbox has denied the operation. */
    static boolean denies(int sandboxed, int free) {
        return sandboxed != 0 && sandboxed != free && is(sandboxed, OF_A_SANDBOX);
    }

    private static boolean is(int errno, Set<Errno> set) {
        return Errno.of(errno).map(set::contains).orElse(false);
    }
}
