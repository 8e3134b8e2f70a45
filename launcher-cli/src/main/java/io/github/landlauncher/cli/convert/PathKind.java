package io.github.landlauncher.cli.convert;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What a path leads to, which decides what rights a rule can have. */
public enum PathKind {
    /** A directory. */
    DIRECTORY,
    /** Anything else that is there. */
    OTHER,
    /** Nothing. */
    MISSING;

    /** What a path leads to now, by way of symbolic links. */
    public static PathKind of(Path path) {
        if (Files.isDirectory(path)) {
            return DIRECTORY;
        }
        // What cannot be examined is taken to be there.
        return Files.notExists(path) && !Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? MISSING : OTHER;
    }
}
