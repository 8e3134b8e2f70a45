package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What programs used one file or directory for.
 *
 * @param path absolute, without symbolic links
 * @param directory whether it is a directory
 * @param rights the rights used on it; for what is made or removed these are with the directory in which
 *     that happened
 * @param origin whether the program itself made it
 * @param programs some of the programs that used it, at most {@value #MAX_PROGRAMS}
 * @param whole whether this is about everything below it too, since so much was used there that it was
 *     not kept apart
 */
public record PathUse(
        Path path,
        boolean directory,
        Set<AccessFs> rights,
        Origin origin,
        SortedSet<Path> programs,
        boolean whole) {

    /** So many programs are remembered for each file, those first in order. */
    public static final int MAX_PROGRAMS = 4;

    /** Where a file or directory comes from. */
    public enum Origin {
        /** It was there before. */
        FOUND,
        /** The program made it where nothing was. */
        MADE,
        /** The program put it in the place of something that was there. */
        REPLACED;

        /** What is to be said of two observations. */
        Origin and(Origin other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Copies the sets. */
    public PathUse {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(origin, "origin");
        EnumSet<AccessFs> copy = EnumSet.noneOf(AccessFs.class);
        copy.addAll(rights);
        rights = Collections.unmodifiableSet(copy);
        programs = Collections.unmodifiableSortedSet(new TreeSet<>(programs));
    }
}
