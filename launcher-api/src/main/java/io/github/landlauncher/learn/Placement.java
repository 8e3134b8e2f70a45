package io.github.landlauncher.learn;

import io.github.landlauncher.learn.PathUse.Origin;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a rule has to be for a use. What the program made is not there when the next run starts, and what
 * it replaced is another file then: the rule is on the directory in which that happened.
 */
final class Placement {

    /** Names that programs make up: {@code tmp1x9_a7kq}, {@code x.tmp}, {@code x.tmp.17}, {@code ccAb3xYz.s}. */
    private static final Pattern TEMPORARY = Pattern.compile(
            "(?i:.*[._-])?(?i:tmp|temp)(?:[._-].*)?|tmp[A-Za-z0-9_]{8}(?:\\..*)?|cc[A-Za-z0-9]{6}(?:\\..*)?");

    private final Set<Path> appeared = new HashSet<>();
    private final Set<Path> made = new HashSet<>();

    Placement(Collection<PathUse> uses) {
        for (PathUse use : uses) {
            if (use.origin() != Origin.FOUND) {
                appeared.add(use.path());
            }
            if (use.origin() == Origin.MADE) {
                made.add(use.path());
            }
        }
    }

    /** Whether the program made a path where nothing was. */
    boolean isMade(Path path) {
        return made.contains(path);
    }

    /** The directory in which the path, or the first directory on the way to it, appeared; or the path. */
    Path of(Path path) {
        Path place = path;
        for (Path at = path; at.getParent() != null; at = at.getParent()) {
            if (appeared.contains(at)) {
                place = at.getParent();
            }
        }
        return place;
    }

    /** Where the rule for a use has to be. */
    Path of(PathUse use) {
        Path place = of(use.path());
        boolean temporary = place.equals(use.path()) && !use.directory() && isTemporary(use.path());
        return temporary ? use.path().getParent() : place;
    }

    static boolean isTemporary(Path path) {
        Path name = path.getFileName();
        return name != null && path.getParent() != null && TEMPORARY.matcher(name.toString()).matches();
    }
}
