package io.github.landlauncher.explain;

import io.github.landlauncher.text.VisibleText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks a path as the kernel does for this JVM, path_resolution(7): one name after the other, with
 * symbolic links and {@code ..} where they are met. What is on the way is looked at once.
 *
 * <p>It goes on where the kernel would stop: what is missing is kept by name.
 */
final class PathWalk {

    /** The kernel follows that many symbolic links in one path: MAXSYMLINKS of namei.h. */
    private static final int MOST_LINKS = 40;

    private static final String UP = "..";
    private static final String HERE = ".";

    private final List<Step> steps = new ArrayList<>();
    private final List<Path> missing = new ArrayList<>();
    private final Links followed;
    private boolean nameless;
    private int links;

    /** How many steps may not be left again. */
    private int floor = 1;

    /** Why the kernel would not go on, or what cannot be seen, as a clause; or null. */
    private String problem;

    /** Which symbolic links a path may lead through, openat2(2). */
    enum Links {
        /** All. */
        ALL,
        /** Not those of proc(5) that lead to a file whatever their text is: RESOLVE_NO_MAGICLINKS. */
        NOT_OF_PROC,
        /** None, and not out of where it began: RESOLVE_NO_SYMLINKS and RESOLVE_BENEATH. */
        NONE
    }

    private PathWalk(Links followed) {
        this.followed = followed;
    }

    /**
     * Where a path leads.
     *
     * @param path relative to the working directory of the JVM
     * @param follow whether a symbolic link as last component is followed
     */
    static Place to(Path path, boolean follow) {
        return of(path, Links.ALL, follow);
    }

    /** As {@link #to}, through some links only; others refuse the path. */
    static Place of(Path path, Links followed, boolean follow) {
        PathWalk walk = new PathWalk(followed);
        walk.go(path.toAbsolutePath(), follow);
        return walk.place();
    }

    /** Where a relative path leads from a directory, through no symbolic link and not out of it. */
    static Place beneath(Place directory, Path path) {
        PathWalk walk = new PathWalk(Links.NONE);
        walk.steps.addAll(directory.steps());
        walk.floor = walk.steps.size();
        walk.go(path, true);
        return walk.place();
    }

    private Place place() {
        return new Place(steps, missing, nameless, problem);
    }

    private void go(Path path, boolean follow) {
        if (path.isAbsolute()) {
            steps.clear();
            missing.clear();
            look(path.getRoot());
        }
        int names = path.getNameCount();
        for (int i = 0; i < names; i++) {
            enter(path.getName(i), follow || i < names - 1);
        }
    }

    private void enter(Path name, boolean follow) {
        String text = name.toString();
        if (text.equals(UP)) {
            leave();
        } else if (!missing.isEmpty()) {
            missing.add(name);
        } else if (!text.isEmpty() && !text.equals(HERE)) {
            Step directory = steps.get(steps.size() - 1);
            if (!directory.isDirectory()) {
                refuse(VisibleText.of(directory.path()) + " is not a directory (ENOTDIR)");
                missing.add(name);
            } else if (look(directory.path().resolve(name)) && follow) {
                follow();
            }
        }
    }

    private void leave() {
        if (!missing.isEmpty()) {
            missing.remove(missing.size() - 1);
        } else if (steps.size() > floor) {
            steps.remove(steps.size() - 1);
        } else if (followed == Links.NONE) {
            refuse("its path leads out of its base (EXDEV)");
        }
    }

    /** Takes the step to what is there, if it is. */
    private boolean look(Path path) {
        try {
            steps.add(Step.at(path));
            return true;
        } catch (IOException e) {
            lose(path, e);
        }
        return false;
    }

    /** What cannot be looked at is taken as its name; only what is missing is no problem. */
    private void lose(Path path, IOException failure) {
        if (!(failure instanceof NoSuchFileException)) {
            refuse(VisibleText.of(path) + ": " + reason(failure));
        }
        missing.add(path.getFileName());
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "this JVM may not look at it (EACCES)";
        }
        boolean known = failure instanceof FileSystemException system && system.getReason() != null;
        return VisibleText.of(known ? ((FileSystemException) failure).getReason() : failure);
    }

    private void refuse(String why) {
        problem = problem == null ? why : problem;
    }

    /** Goes on from the last step if that is a symbolic link. */
    private void follow() {
        Step link = steps.get(steps.size() - 1);
        if (link.kind() != FileKind.SYMBOLIC_LINK) {
            return;
        }
        boolean magic = MagicLink.canBe(link.path());
        if (followed == Links.NONE || magic && followed == Links.NOT_OF_PROC) {
            refuse(VisibleText.of(link.path()) + " is a symbolic link (ELOOP)");
            return;
        }
        steps.remove(steps.size() - 1);
        Path target;
        try {
            target = Files.readSymbolicLink(link.path());
        } catch (IOException e) {
            lose(link.path(), e);
            return;
        }
        if (++links > MOST_LINKS) {
            refuse(VisibleText.of(link.path()) + ": too many symbolic links on the way (ELOOP)");
            missing.add(link.path().getFileName());
            return;
        }
        go(target, true);
        if (magic) {
            arrive(new MagicLink(link.path(), target));
        }
    }

    /** Makes sure to be where a link of proc(5) leads, which is a file and not a path. */
    private void arrive(MagicLink link) {
        try {
            arriveBehind(link);
        } catch (IOException e) {
            refuse(link + ": " + reason(e)); // its process has ended, or closed the file
        }
    }

    private void arriveBehind(MagicLink link) throws IOException {
        boolean there = missing.isEmpty() && link.leadsTo(steps.get(steps.size() - 1));
        if (there || !link.leadsAnywhere()) {
            return;
        }
        Path parent = link.parent();
        if (parent == null) {
            nameless = true;
        } else {
            go(parent, true);
            nameless = link.isDeleted() && !link.isOnFileSystemOf(steps.get(steps.size() - 1));
        }
        missing.clear();
        steps.add(link.object());
    }
}
