package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.it.Outcome;
import java.util.Map;

/**
 * What a program did.
 *
 * @param outcome its exit value and what it wrote to its standard streams
 * @param tree what it left in its work directory, see {@link FileTree}
 */
record Seen(Outcome outcome, Map<String, String> tree) {

    String output() {
        return outcome.output();
    }

    String error() {
        return outcome.error();
    }

    int exitValue() {
        return outcome.exitValue();
    }

    /** Fails with what the program said unless it ended well. */
    Seen succeeded(String run) {
        assertThat(exitValue()).as("%s: %s%n%s", run, output(), error()).isZero();
        return this;
    }
}
