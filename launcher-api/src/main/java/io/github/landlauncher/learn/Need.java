package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Rights that a policy has to allow somewhere.
 *
 * @param path where a rule can be that allows them
 * @param directory whether that is a directory
 * @param rights the rights
 * @param evidence what speaks for it
 */
record Need(Path path, boolean directory, Set<AccessFs> rights, Evidence evidence) {

    Need {
        rights = AccessFsSets.copy(rights);
    }

    Need and(Need other) {
        return new Need(path, directory || other.directory, AccessFsSets.union(rights, other.rights),
                Evidence.of(List.of(evidence, other.evidence)));
    }

    Need with(Set<AccessFs> others) {
        return new Need(path, directory, others, evidence);
    }
}
