package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** What the rules on a file and on the directories above it allow, which the kernel adds up. */
final class Hierarchy {

    private final EnumSet<AccessFs> allowed = EnumSet.noneOf(AccessFs.class);
    private final List<BoundRule> rules = new ArrayList<>(2);
    private Path nearest;

    private Hierarchy() {}

    /** Looks from a file, the last of these, up to the first. */
    static Hierarchy of(List<Step> steps, BoundRules bound) {
        Hierarchy hierarchy = new Hierarchy();
        for (int i = steps.size() - 1; i >= 0; i--) {
            hierarchy.add(steps.get(i), bound);
        }
        return hierarchy;
    }

    private void add(Step step, BoundRules bound) {
        for (BoundRule rule : bound.on(step)) {
            allowed.addAll(rule.access());
            rules.add(rule);
            if (nearest == null) {
                nearest = step.path();
            }
        }
    }

    /** What the rules allow together. */
    EnumSet<AccessFs> allowed() {
        return allowed;
    }

    /** The rules, nearest first. */
    List<BoundRule> rules() {
        return rules;
    }

    /** The nearest file or directory with a rule. */
    Optional<Path> nearest() {
        return Optional.ofNullable(nearest);
    }
}
