package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import java.nio.file.Path;
import java.util.Set;

/**
 * A rule and the file that it is bound to.
 *
 * @param rule the rule, as the policy has it
 * @param file the file that was found
 * @param access what it allows there, of what is enforced
 */
record BoundRule(PathRule rule, Step file, Set<AccessFs> access) {

    /** The path that the file had when the rule was bound to it. */
    Path path() {
        return file.path();
    }
}
