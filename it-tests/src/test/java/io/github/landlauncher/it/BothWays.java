package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

/**
 * What one scenario shows with each of the two builders.
 *
 * @param jdk what ProcessBuilder shows; the baseline
 * @param sandboxed what SandboxedProcessBuilder shows
 * @param <R> a value with equals
 */
record BothWays<R>(R jdk, R sandboxed) {

    /** Runs a scenario with ProcessBuilder first. */
    static <R> BothWays<R> of(Scenario<R> scenario) throws Exception {
        return new BothWays<>(scenario.run(Way.JDK), scenario.run(Way.SANDBOXED));
    }

    /** Runs a scenario that must show the same both ways; returns what it shows. */
    static <R> R same(Scenario<R> scenario) throws Exception {
        return of(scenario).same();
    }

    /** Runs a scenario that must show this both ways. */
    static <R> void show(R expected, Scenario<R> scenario) throws Exception {
        of(scenario).show(expected);
    }

    /** Both show this. */
    void show(R expected) {
        assertThat(jdk).as("ProcessBuilder").isEqualTo(expected);
        assertThat(sandboxed).as("SandboxedProcessBuilder").isEqualTo(expected);
    }

    /** The one thing that both show. */
    R same() {
        assertThat(sandboxed).as("as ProcessBuilder does").isEqualTo(jdk);
        return sandboxed;
    }

    /** Both show what is expected, and it is known and meant that this is not the same. */
    void differ(Difference difference, R expectedOfJdk, R expectedOfOurs) {
        Objects.requireNonNull(difference);
        assertThat(expectedOfOurs).isNotEqualTo(expectedOfJdk);
        assertThat(jdk).as("ProcessBuilder, %s", difference).isEqualTo(expectedOfJdk);
        assertThat(sandboxed).as("SandboxedProcessBuilder, %s", difference).isEqualTo(expectedOfOurs);
    }
}
