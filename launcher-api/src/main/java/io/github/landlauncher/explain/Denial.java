package io.github.landlauncher.explain;

import io.github.landlauncher.LandlockFeature;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

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

    /** What was tried. */
    public Operation operation() {
        return explanation.operation();
    }

    /**
     * The file or directory on which rights are missing, the first one if there are several. For what
     * is made, removed or renamed that is the directory it is in.
     */
    public Optional<Path> path() {
        return unmet().flatMap(requirement -> requirement instanceof Requirement.OnPath on
                        ? Stream.of(on.path())
                        : requirement instanceof Requirement.NoGain gain ? Stream.of(gain.path()) : Stream.empty())
                .findFirst();
    }

    /** The port that may not be used, 0 to 65535; empty if this is about something else. */
    public OptionalInt port() {
        return unmet().filter(Requirement.OnPort.class::isInstance)
                .mapToInt(requirement -> ((Requirement.OnPort) requirement).port())
                .findFirst();
    }

    /**
     * The rights that no rule allows and the scopes that hold, all together; empty if what is denied
     * is only to gain rights by a move, or a group of system calls.
     */
    public Set<LandlockFeature> missing() {
        Set<LandlockFeature> missing = new LinkedHashSet<>();
        unmet().forEach(requirement -> {
            if (requirement instanceof Requirement.OnPath on) {
                missing.addAll(on.missing());
            } else if (requirement instanceof Requirement.OnPort on) {
                missing.add(on.right());
            } else if (requirement instanceof Requirement.Unscoped unscoped) {
                missing.add(unscoped.scope());
            }
        });
        return missing;
    }

    /** The nearest file or directory, at or above {@link #path()}, on which there is any rule. */
    public Optional<Path> nearest() {
        return unmet().filter(Requirement.OnPath.class::isInstance)
                .findFirst()
                .flatMap(requirement -> ((Requirement.OnPath) requirement).nearest());
    }

    /** The changes of the policy that, all together, allow it; empty if nothing could. */
    public List<Suggestion> suggestions() {
        return explanation.suggestions();
    }

    /** Who was denied what, and what would allow it, in lines. */
    @Override
    public String toString() {
        return DenialText.of(this);
    }

    private Stream<Requirement> unmet() {
        return explanation.unmet().stream();
    }
}
