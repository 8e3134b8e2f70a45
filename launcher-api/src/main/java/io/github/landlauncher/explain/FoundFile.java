package io.github.landlauncher.explain;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file that is there, and what is above it, as Landlock tells files apart: by inode.
 *
 * @param step the file
 * @param keys the file and the directories above it
 */
record FoundFile(Step step, Set<Object> keys) {

    /** What a path leads to, links followed; or empty if it leads nowhere, or that cannot be told. */
    static Optional<FoundFile> at(Path path) {
        Place place = PathWalk.to(path, true);
        if (!place.exists() || place.problem() != null) {
            return Optional.empty();
        }
        Set<Object> keys = place.steps().stream().map(Step::key).collect(Collectors.toSet());
        return Optional.of(new FoundFile(place.last(), keys));
    }

    /** The path without symbolic links. */
    Path path() {
        return step.path();
    }

    boolean isDirectory() {
        return step.isDirectory();
    }

    boolean isRegular() {
        return step.kind() == FileKind.REGULAR;
    }

    /** Whether it is that file or directory, or anywhere below it. */
    boolean isWithin(FoundFile hierarchy) {
        return keys.contains(hierarchy.step.key());
    }

    /** Whether it is the same file, by whatever name. */
    boolean isSame(FoundFile other) {
        return step.key().equals(other.step.key());
    }

    /** Whether one of the two is within the other. */
    boolean isAlongWith(FoundFile other) {
        return isWithin(other) || other.isWithin(this);
    }
}
