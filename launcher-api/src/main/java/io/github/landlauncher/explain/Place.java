package io.github.landlauncher.explain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a path leads: to a file, or to where one is missing.
 *
 * @param steps the directories from the root on, and at last the file if it is there
 * @param missing the names that are not there, below the last step; empty if the file is there
 * @param nameless whether it is on no file system that anybody sees: a pipe, a socket, a memfd
 * @param problem why the kernel would not go there, or what cannot be seen, as a clause; or null
 */
record Place(List<Step> steps, List<Path> missing, boolean nameless, String problem) {

    boolean exists() {
        return missing.isEmpty();
    }

    /** The last file on the way that is there. */
    Step last() {
        return steps.get(steps.size() - 1);
    }

    /** The whole path, without symbolic links. */
    Path path() {
        Path path = last().path();
        for (Path name : missing) {
            path = path.resolve(name);
        }
        return path;
    }

    /** The type, if it is there. */
    Optional<FileKind> kind() {
        return exists() ? Optional.of(last().kind()) : Optional.empty();
    }

    boolean isDirectory() {
        return exists() && last().isDirectory();
    }

    /** The directory that it is in, or itself if it is the root. */
    Place parent() {
        if (!exists()) {
            return with(steps, missing.subList(0, missing.size() - 1));
        }
        return steps.size() == 1 ? this : with(steps.subList(0, steps.size() - 1), missing);
    }

    private Place with(List<Step> directories, List<Path> names) {
        return new Place(directories, names, nameless, problem);
    }

    /** The same as a place where the kernel would not go. */
    Place refused(String why) {
        return new Place(steps, missing, nameless, why);
    }
}
