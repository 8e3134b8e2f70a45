package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.O_ACCMODE;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_CREAT;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_DIRECTORY;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_EXCL;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_NOFOLLOW;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_RDONLY;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_RDWR;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_TMPFILE;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_TRUNC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_WRONLY;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_BENEATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_CACHED;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_IN_ROOT;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_MAGICLINKS;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_SYMLINKS;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_XDEV;

import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.linux.libc.OpenHow;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls that open: build_open_flags() of fs/open.c and do_open() of fs/namei.c, Linux 6.18, say what
 * the kernel refuses before Landlock is asked.
 */
final class OpenCalls {

    private static final List<Operation> NONE = List.of();
    private static final int NAMELESS = O_TMPFILE & ~O_DIRECTORY; // __O_TMPFILE
    private static final int LARGEST_HOW = 4096; // the kernel's page
    private static final long RESOLVE_ALL = RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS
            | RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH | RESOLVE_IN_ROOT | RESOLVE_CACHED;

    private OpenCalls() {}

    /** open(2), openat(2) and creat(2). */
    static List<Operation> open(Optional<NamedPath> path, int flags) throws UnreadableException {
        return open(path, flags, 0);
    }

    /** openat2(2), whose flags are in memory. */
    static List<Operation> open(PendingCall call, Optional<NamedPath> path) throws UnreadableException {
        long size = call.argument(3);
        if (size < OpenHow.SIZE || size > LARGEST_HOW) {
            return NONE;
        }
        ByteBuffer how = call.structure(call.argument(2), (int) size);
        for (int i = OpenHow.SIZE; i < size; i++) {
            if (how.get(i) != 0) {
                return NONE; // a field that the kernel does not know
            }
        }
        long flags = OpenHow.flags(how, 0);
        long resolve = OpenHow.resolve(how, 0);
        boolean makes = (flags & (O_CREAT | NAMELESS)) != 0;
        boolean both = (resolve & RESOLVE_BENEATH) != 0 && (resolve & RESOLVE_IN_ROOT) != 0;
        boolean cached = (resolve & RESOLVE_CACHED) != 0 && (makes || (flags & O_TRUNC) != 0);
        boolean invalid = (int) flags != flags
                || (resolve & ~RESOLVE_ALL) != 0
                || OpenHow.mode(how, 0) != 0 && !makes;
        return invalid || both || cached ? NONE : open(path, (int) flags, resolve);
    }

    private static List<Operation> open(Optional<NamedPath> path, int flags, long resolve)
            throws UnreadableException {
        if (path.isEmpty() || (flags & O_PATH) != 0 || isInvalid(flags)) {
            return NONE;
        }
        Optional<Place> place = path.get().place(lastLink(flags), resolve);
        if (place.isEmpty() || !opens(place.get(), flags)) {
            return NONE;
        }
        Set<OpenFlag> set = flags(flags);
        if (place.get().exists() && !place.get().isRegularFile()) {
            set.remove(OpenFlag.TRUNCATE); // the kernel ignores it
        }
        return List.of(new Operation.Open(place.get().path(), set));
    }

    private static boolean isInvalid(int flags) {
        boolean nameless = (flags & NAMELESS) != 0;
        boolean writes = (flags & O_ACCMODE) != O_RDONLY;
        return (flags & O_CREAT) != 0 && (flags & O_DIRECTORY) != 0
                || nameless && ((flags & O_DIRECTORY) == 0 || !writes);
    }

    private static boolean isExclusive(int flags) {
        return (flags & O_CREAT) != 0 && (flags & O_EXCL) != 0;
    }

    private static LastLink lastLink(int flags) {
        if (isExclusive(flags)) {
            return LastLink.ENTRY;
        }
        return (flags & O_NOFOLLOW) != 0 ? LastLink.MEANT : LastLink.FOLLOWED;
    }

    /** Whether the kernel asks Landlock about it. */
    private static boolean opens(Place place, int flags) {
        boolean creates = (flags & O_CREAT) != 0;
        if (creates && place.slash() || !creates && !place.exists()) {
            return false;
        }
        if (!place.exists()) {
            return true;
        }
        if (isExclusive(flags) || place.isLink()) {
            return false;
        }
        boolean nameless = (flags & NAMELESS) != 0;
        boolean writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC) != 0;
        return place.isDirectory()
                ? nameless || !creates && !writes
                : (flags & O_DIRECTORY) == 0;
    }

    private static Set<OpenFlag> flags(int flags) {
        Set<OpenFlag> set = EnumSet.noneOf(OpenFlag.class);
        int mode = flags & O_ACCMODE; // all of its bits: neither, whatever the permissions must be
        add(set, OpenFlag.READ, mode == O_RDONLY || mode == O_RDWR);
        add(set, OpenFlag.WRITE, mode == O_WRONLY || mode == O_RDWR);
        add(set, OpenFlag.CREATE, (flags & O_CREAT) != 0);
        add(set, OpenFlag.EXCLUSIVE, isExclusive(flags));
        add(set, OpenFlag.TRUNCATE, (flags & O_TRUNC) != 0);
        add(set, OpenFlag.TMPFILE, (flags & NAMELESS) != 0);
        add(set, OpenFlag.DIRECTORY, (flags & O_DIRECTORY) != 0);
        add(set, OpenFlag.NO_FOLLOW, (flags & O_NOFOLLOW) != 0);
        return set;
    }

    private static void add(Set<OpenFlag> set, OpenFlag flag, boolean given) {
        if (given) {
            set.add(flag);
        }
    }
}
