package io.github.landlauncher.explain;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * An operation that a running program is about to try, as it was seen from outside.
 *
 * <p>It is an observation: the program may change its arguments after they were read, and what becomes
 * of the call is not seen.
 *
 * @param pid the process
 * @param executable what it runs, or empty if that cannot be told
 * @param systemCall the system call's name
 * @param operation what it is about; paths are absolute, as this JVM sees them, and have no symbolic
 *     link but as a last component that is not followed
 * @param subject as whom the process acts
 */
public record Attempt(
        int pid, Optional<Path> executable, String systemCall, Operation operation, Subject subject) {
    /** Checks the components. */
    public Attempt {
        Objects.requireNonNull(executable, "executable");
        Objects.requireNonNull(systemCall, "systemCall");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(subject, "subject");
    }
}
