package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import java.util.Set;

/** A rule and the file that a start would bind it to now. */
record FoundRule(PathRule rule, FoundFile file) {

    /** The rights that the rule has there: on a file, those that files have. */
    Set<AccessFs> access() {
        return file.isDirectory() ? rule.access() : rule.accessOnFile();
    }

    boolean allows(AccessFs right) {
        return access().contains(right);
    }

    /** Whether the rule lets something be changed there. */
    boolean writes() {
        return access().stream().anyMatch(AccessFs::writes);
    }

    /** The path as the rule gives it. */
    String name() {
        return name(rule);
    }

    static String name(PathRule rule) {
        return rule.base().map(base -> base.resolve(rule.path())).orElse(rule.path()).toString();
    }
}
