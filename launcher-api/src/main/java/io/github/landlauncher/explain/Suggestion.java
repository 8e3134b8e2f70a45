package io.github.landlauncher.explain;

import io.github.landlauncher.SandboxPolicy;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A change to a policy that allows just what was denied.
 *
 * @param java the call on {@link SandboxPolicy} that makes it, such as {@code .allowRead("/etc/hosts")}
 * @param toml the same as lines to add to a policy file, which may be several; empty if a file says it
 *     elsewhere than in lines of its own
 * @param change what the call does
 */
public record Suggestion(String java, String toml, UnaryOperator<SandboxPolicy> change) {

    /** Checks the components. */
    public Suggestion {
        Objects.requireNonNull(java, "java");
        Objects.requireNonNull(toml, "toml");
        Objects.requireNonNull(change, "change");
    }

    /** The policy with the change. */
    public SandboxPolicy allowIn(SandboxPolicy policy) {
        return change.apply(policy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Suggestion that && java.equals(that.java) && toml.equals(that.toml);
    }

    @Override
    public int hashCode() {
        return Objects.hash(java, toml);
    }

    @Override
    public String toString() {
        return java;
    }
}
