package io.github.landlauncher.learn;

import io.github.landlauncher.PathRule;
import java.util.Objects;

/**
 * A rule that was learned.
 *
 * @param rule the rule; void if its path is missing when a program starts
 * @param reason what was used there, on one line
 */
public record LearnedRule(PathRule rule, String reason) {
    /** Checks the components. */
    public LearnedRule {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return rule + ": " + reason;
    }
}
