package io.github.landlauncher.explain;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import io.github.landlauncher.text.VisibleText;
import java.nio.file.Path;

/**
 * A rule that is bound to nothing.
 *
 * @param rule the rule, as the policy has it
 * @param path where it would be
 * @param kind what is the matter
 * @param why why not, as a clause
 */
record UnboundRule(PathRule rule, Path path, Kind kind, String why) {

    /** Whether no program can start because of it. */
    boolean fails() {
        return kind != Kind.RULE_VOID;
    }

    /** A sentence about it. */
    String described() {
        return fails()
                ? "no program starts with this policy: the rule \"" + rule + "\" is refused, " + why
                : "the rule \"" + rule + "\" is void: " + VisibleText.of(path)
                        + " was missing when it was bound";
    }
}
