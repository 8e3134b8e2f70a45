package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.AT_EMPTY_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_SYMLINK_NOFOLLOW;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFBLK;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFCHR;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFIFO;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFMT;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFREG;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFSOCK;
import static io.github.landlauncher.linux.libc.WatchHeader.AT_EXECVE_CHECK;
import static io.github.landlauncher.linux.libc.WatchHeader.AT_REMOVEDIR;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.explain.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Calls that execute, truncate, make and remove.
 *
 * <p>What the kernel refuses before it asks Landlock is no operation, in the order of do_mknodat,
 * do_mkdirat, do_unlinkat and do_rmdir of fs/namei.c, Linux 6.18. What it refuses afterwards is one:
 * unlink(2) of a directory fails with Landlock's EACCES, not with EISDIR.
 */
final class FileCalls {

    private static final List<Operation> NONE = List.of();

    private FileCalls() {}

    /** A file that is executed; the kernel takes no other kind. */
    static List<Operation> execute(Optional<NamedPath> path, int flags) throws UnreadableException {
        if (path.isEmpty()
                || (flags & ~(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW | AT_EXECVE_CHECK)) != 0) {
            return NONE;
        }
        LastLink link = (flags & AT_SYMLINK_NOFOLLOW) != 0 ? LastLink.MEANT : LastLink.FOLLOWED;
        Optional<Place> place = (flags & AT_EMPTY_PATH) != 0
                ? path.get().placeOrDescriptor(link)
                : path.get().place(link);
        return place.filter(Place::isRegularFile)
                .<List<Operation>>map(file -> List.of(new Operation.Execute(file.path())))
                .orElse(NONE);
    }

    static List<Operation> truncate(Optional<NamedPath> path, long length) throws UnreadableException {
        if (path.isEmpty() || length < 0) {
            return NONE;
        }
        return path.get().place(LastLink.FOLLOWED)
                .filter(Place::isRegularFile)
                .<List<Operation>>map(file -> List.of(new Operation.Truncate(file.path())))
                .orElse(NONE);
    }

    /** Something that must not be there yet; only a directory's name may end in a slash. */
    static List<Operation> make(Optional<NamedPath> path, AccessFs right) throws UnreadableException {
        return newEntry(path, right == AccessFs.MAKE_DIR)
                .<List<Operation>>map(entry -> List.of(new Operation.Make(entry.path(), right)))
                .orElse(NONE);
    }

    /** Where a name can be made, filename_create() of fs/namei.c. */
    static Optional<Place> newEntry(Optional<NamedPath> path, boolean directory)
            throws UnreadableException {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        return path.get().place(LastLink.ENTRY)
                .filter(place -> place.named() && !place.exists())
                .filter(place -> directory || !place.slash());
    }

    /** The right for a mode of mknod(2); the kernel makes no other type. */
    static List<Operation> makeNode(Optional<NamedPath> path, int mode) throws UnreadableException {
        return switch (mode & S_IFMT) {
            case 0, S_IFREG -> make(path, AccessFs.MAKE_REG);
            case S_IFCHR -> make(path, AccessFs.MAKE_CHAR);
            case S_IFBLK -> make(path, AccessFs.MAKE_BLOCK);
            case S_IFIFO -> make(path, AccessFs.MAKE_FIFO);
            case S_IFSOCK -> make(path, AccessFs.MAKE_SOCK);
            default -> NONE;
        };
    }

    static List<Operation> makeLink(PendingCall call, int target, Optional<NamedPath> path)
            throws UnreadableException {
        return call.isEmpty(target) ? NONE : make(path, AccessFs.MAKE_SYM);
    }

    static List<Operation> remove(Optional<NamedPath> path, int flags) throws UnreadableException {
        if (path.isEmpty() || (flags & ~AT_REMOVEDIR) != 0) {
            return NONE;
        }
        boolean directory = flags == AT_REMOVEDIR;
        AccessFs right = directory ? AccessFs.REMOVE_DIR : AccessFs.REMOVE_FILE;
        return path.get().place(LastLink.ENTRY)
                .filter(place -> place.named() && place.exists())
                .filter(place -> directory || !place.slash())
                .<List<Operation>>map(place -> List.of(new Operation.Remove(place.path(), right)))
                .orElse(NONE);
    }
}
