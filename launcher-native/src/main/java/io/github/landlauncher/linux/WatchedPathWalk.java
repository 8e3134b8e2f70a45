package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_BENEATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_IN_ROOT;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_MAGICLINKS;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_SYMLINKS;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_XDEV;

import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Resolves one path as the kernel would for a watched thread: path_resolution(7), openat2(2). It
 * begins at that thread's root, working directory or descriptor, not at this JVM's.
 *
 * <p>Empty is what the kernel refuses by itself: a missing or unreachable directory on the way, a
 * file in place of one, too many links, a flag of openat2(2) that forbids what was found. What this
 * JVM may not look at counts as that too, since the program has no more permissions.
 */
final class WatchedPathWalk {

    /** MAXSYMLINKS of linux/namei.h. */
    private static final int MAXSYMLINKS = 40;

    /** The kernel takes {@value #MAXSYMLINKS} links of 2047 components; other programs wait meanwhile. */
    static final int MOST_STEPS = 10_000;

    private static final String OWN_PID = Long.toString(ProcessHandle.current().pid());

    private final WatchedThread thread;
    private final LastLink lastLink;
    private final long resolve;
    private final Deque<Path> pending = new ArrayDeque<>();
    private MountPoints mounts;
    private Path start;
    private Path root;
    private Path at;
    private boolean rootKnown;
    private boolean slash;
    private int links;

    /** What was looked at last, or null if it is missing. */
    private BasicFileAttributes file;

    /**
     * Prepares to resolve one path.
     *
     * @param resolve flags of openat2(2), RESOLVE_*
     */
    WatchedPathWalk(WatchedThread thread, LastLink lastLink, long resolve) {
        this.thread = thread;
        this.lastLink = lastLink;
        this.resolve = resolve;
    }

    /**
     * Where a path leads to that is not empty.
     *
     * @throws UnreadableException if the program cannot be looked at, or the links on the way have too
     *     many components, E2BIG
     */
    Optional<Place> place(int dirfd, ChildPath path) throws UnreadableException {
        if (!begin(dirfd, path)) {
            return Optional.empty();
        }
        pending.addAll(path.names());
        slash = path.slash();
        for (int steps = 0; !pending.isEmpty(); steps++) {
            if (steps == MOST_STEPS) {
                throw new UnreadableException("more than " + MOST_STEPS
                        + " components of a path of process " + thread.tid(), Errno.E2BIG);
            }
            Path name = pending.poll();
            Path next = next(name);
            if (next == null || !look(next)) {
                return Optional.empty();
            }
            if (file != null && file.isSymbolicLink() && !isMeant()) {
                if (!follow(next)) {
                    return Optional.empty();
                }
            } else if (pending.isEmpty()) {
                return end(next, !isDots(name));
            } else if (file == null || !file.isDirectory() || !enter(next)) {
                return Optional.empty();
            }
        }
        return look(at) ? end(at, false) : Optional.empty();
    }

    private boolean has(long flag) {
        return (resolve & flag) != 0;
    }

    /** Finds the directory to start from. */
    private boolean begin(int dirfd, ChildPath path) throws UnreadableException {
        Optional<Path> top = thread.root();
        boolean fromTop = path.absolute() && !has(RESOLVE_IN_ROOT);
        Optional<Path> base = fromTop ? top : thread.base(dirfd);
        if (top.isEmpty() || base.isEmpty() || fromTop && has(RESOLVE_BENEATH)) {
            return false;
        }
        start = base.get();
        at = start;
        root = has(RESOLVE_IN_ROOT) ? start : top.get();
        rootKnown = path.absolute() || has(RESOLVE_IN_ROOT);
        if (has(RESOLVE_NO_XDEV)) {
            Optional<MountPoints> seen = MountPoints.of(thread);
            if (seen.isEmpty()) {
                return false;
            }
            mounts = seen.get();
        }
        return look(start) && file != null && file.isDirectory();
    }

    private static boolean isDots(Path name) {
        String text = name.toString();
        return text.equals(".") || text.equals("..");
    }

    /** What a component means here, or null if it would leave what RESOLVE_BENEATH allows. */
    private Path next(Path name) {
        if (!isDots(name)) {
            return at.resolve(name);
        }
        if (name.toString().equals(".")) {
            return at;
        }
        if (has(RESOLVE_BENEATH) && at.equals(start)) {
            return null;
        }
        rootKnown = true;
        return at.equals(root) || at.getParent() == null ? at : at.getParent();
    }

    /** Whether a link here is what the path means. */
    private boolean isMeant() {
        return pending.isEmpty()
                && (lastLink == LastLink.ENTRY || lastLink == LastLink.MEANT && !slash);
    }

    private boolean follow(Path link) throws UnreadableException {
        links++;
        if (links > MAXSYMLINKS || has(RESOLVE_NO_SYMLINKS)) {
            return false;
        }
        if (thread.isMagic(link)) {
            return jump(link);
        }
        Optional<Path> text = text(link);
        if (text.isEmpty() || text.get().isAbsolute() && !enterRoot()) {
            return false;
        }
        List<Path> names = ChildPath.names(text.get());
        for (int i = names.size() - 1; i >= 0; i--) {
            pending.addFirst(names.get(i));
        }
        return true;
    }

    /**
     * Goes on from the root. To the kernel a root that it had no need of yet is on another mount:
     * nd_jump_root() of fs/namei.c, Linux 6.18.
     */
    private boolean enterRoot() {
        if (has(RESOLVE_BENEATH) || has(RESOLVE_NO_XDEV) && !rootKnown) {
            return false;
        }
        rootKnown = true;
        return enter(root);
    }

    private boolean jump(Path link) throws UnreadableException {
        if (has(RESOLVE_NO_MAGICLINKS | RESOLVE_BENEATH | RESOLVE_IN_ROOT)) {
            return false;
        }
        Optional<Path> target = WatchedThread.magic(link);
        if (target.isEmpty() || !enter(target.get())) {
            return false;
        }
        return look(at) && file != null && (pending.isEmpty() || file.isDirectory());
    }

    /** The text of a link; where it means whoever reads it, that is the thread, not this JVM. */
    private Optional<Path> text(Path link) throws UnreadableException {
        Optional<Path> text = WatchedThread.link(link);
        if (text.isEmpty()) {
            return text;
        }
        boolean self = link.endsWith("self") && text.get().toString().equals(OWN_PID);
        boolean threadSelf = link.endsWith("thread-self") && text.get().startsWith(OWN_PID + "/task");
        if (!self && !threadSelf) {
            return text;
        }
        return thread.status().map(status -> {
            Path pid = Path.of(Integer.toString(status.pid()));
            return self ? pid : pid.resolve("task").resolve(Integer.toString(thread.tid()));
        });
    }

    /** Goes on from there, unless another mount is there and must not be. */
    private boolean enter(Path directory) {
        boolean crosses = mounts != null && !mounts.of(directory).equals(mounts.of(start));
        at = directory;
        return !crosses;
    }

    /** What a path ends at must be on the same mount, and a directory if a slash follows it. */
    private Optional<Place> end(Path path, boolean named) {
        boolean refused = !enter(path) || slash && file != null && !file.isDirectory();
        return refused ? Optional.empty() : Optional.of(new Place(path, file, named, slash));
    }

    /** Whether it can be told what is there; that its name is too long is the kernel's to say. */
    private boolean look(Path path) {
        try {
            file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            file = null;
        } catch (IOException e) {
            return false;
        }
        return true;
    }
}
