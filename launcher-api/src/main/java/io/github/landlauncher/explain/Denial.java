package io.github.landlauncher.explain;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a running program tried and that the sandbox denies.
 *
 * <p>This is an observation, never the enforcement: a program that races with it can mislead the
 * report, but not the sandbox.
 *
 * @param pid the process
 * @param executable what it runs, or empty if that cannot be told
 * @param systemCall the system call's name
 * @param explanation what was tried, what is missing, and what would allow it
 */
public record Denial(int pid, Optional<Path> executable, String systemCall, Explanation explanation) {
    /** Checks the components. */
    public Denial {
        Objects.requireNonNull(executable, "executable");
        Objects.requireNonNull(systemCall, "systemCall");
        Objects.requireNonNull(explanation, "explanation");
    }
}
