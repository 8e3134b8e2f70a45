package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.AT_EMPTY_PATH;
import static io.github.landlauncher.linux.libc.WatchHeader.AT_SYMLINK_FOLLOW;
import static io.github.landlauncher.linux.libc.WatchHeader.RENAME_EXCHANGE;
import static io.github.landlauncher.linux.libc.WatchHeader.RENAME_NOREPLACE;
import static io.github.landlauncher.linux.libc.WatchHeader.RENAME_WHITEOUT;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Calls that rename and link: do_renameat2() and do_linkat() of fs/namei.c, Linux 6.18, say what the
 * kernel refuses before it asks Landlock, such as names on different mounts.
 */
final class RenameCalls {

    private static final List<Operation> NONE = List.of();

    /** How the kernel shows a file of O_TMPFILE: a number in its directory, never there to see. */
    private static final Pattern NAMELESS = Pattern.compile("#\\d+ \\(deleted\\)");

    private RenameCalls() {}

    static List<Operation> rename(
            PendingCall call, Optional<NamedPath> oldName, Optional<NamedPath> newName, int flags)
            throws UnreadableException {
        boolean exchange = (flags & RENAME_EXCHANGE) != 0;
        int unknown = ~(RENAME_EXCHANGE | RENAME_NOREPLACE | RENAME_WHITEOUT);
        boolean contradiction = exchange && (flags & (RENAME_NOREPLACE | RENAME_WHITEOUT)) != 0;
        if (oldName.isEmpty() || newName.isEmpty() || (flags & unknown) != 0 || contradiction) {
            return NONE;
        }
        Optional<Place> from = oldName.get().place(LastLink.ENTRY).filter(Place::named);
        Optional<Place> to = newName.get().place(LastLink.ENTRY).filter(Place::named);
        if (from.isEmpty() || to.isEmpty() || !canRename(from.get(), to.get(), flags)
                || areApart(call.thread(), from.get().path().getParent(), to.get())) {
            return NONE;
        }
        call.own().renamed(from.get().path(), to.get().path());
        return List.of(new Operation.Rename(from.get().path(), to.get().path(), exchange));
    }

    private static boolean canRename(Place from, Place to, int flags) {
        boolean slash = to.slash() && (flags & RENAME_EXCHANGE) == 0;
        return from.exists()
                && !((flags & RENAME_NOREPLACE) != 0 && to.exists())
                && !((flags & RENAME_EXCHANGE) != 0 && !to.exists())
                && (from.isDirectory() || !slash)
                && !to.path().getParent().startsWith(from.path())
                && !from.path().getParent().startsWith(to.path());
    }

    /** Whether a place is on another mount than where the entry would be made, as far as is known. */
    private static boolean areApart(WatchedThread thread, Path place, Place entry)
            throws UnreadableException {
        Path directory = entry.path().getParent();
        if (place.equals(directory)) {
            return false;
        }
        Optional<MountPoints> mounts = MountPoints.of(thread);
        return mounts.isPresent() && !mounts.get().of(place).equals(mounts.get().of(directory));
    }

    static List<Operation> link(Optional<NamedPath> oldName, Optional<NamedPath> newName, int flags)
            throws UnreadableException {
        if (oldName.isEmpty() || (flags & ~(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH)) != 0) {
            return NONE;
        }
        Optional<Place> to = FileCalls.newEntry(newName, false);
        if (to.isEmpty()) {
            return NONE;
        }
        boolean follow = (flags & AT_SYMLINK_FOLLOW) != 0;
        LastLink link = follow ? LastLink.FOLLOWED : LastLink.MEANT;
        boolean orDescriptor = (flags & AT_EMPTY_PATH) != 0;
        Optional<Place> from = orDescriptor
                ? oldName.get().placeOrDescriptor(link)
                : oldName.get().place(link);
        if (from.isPresent()) {
            Path file = from.get().path();
            return from.get().exists() && !areApart(oldName.get().thread(), file, to.get())
                    ? List.of(new Operation.Link(file, to.get().path()))
                    : NONE;
        }
        return follow || orDescriptor ? name(oldName.get(), to.get()) : NONE;
    }

    /**
     * Gives a name to a file that has none. To Landlock such a file is in the directory that it was
     * made for: from there to another one it takes REFER.
     */
    private static List<Operation> name(NamedPath file, Place entry) throws UnreadableException {
        Optional<Path> text = file.magicText()
                .filter(shown -> shown.isAbsolute()
                        && NAMELESS.matcher(shown.getFileName().toString()).matches());
        if (text.isEmpty() || areApart(file.thread(), text.get().getParent(), entry)) {
            return NONE;
        }
        Path to = entry.path();
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.Make(to, AccessFs.MAKE_REG));
        Path from = text.get().getParent();
        if (!from.equals(to.getParent())) {
            operations.add(new Operation.Use(from, Set.of(AccessFs.REFER)));
            operations.add(new Operation.Use(to.getParent(), Set.of(AccessFs.REFER)));
        }
        return operations;
    }
}
