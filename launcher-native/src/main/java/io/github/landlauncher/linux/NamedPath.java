package io.github.landlauncher.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * How a system call names a file: a path, and where it starts from if it is relative.
 *
 * @param dirfd a descriptor of the program, or AT_FDCWD
 * @param path as given
 */
record NamedPath(WatchedThread thread, int dirfd, ChildPath path) {

    /** Where it leads to, or empty if the kernel refuses it by itself. */
    Optional<Place> place(LastLink lastLink) throws UnreadableException {
        return place(lastLink, 0);
    }

    /** As {@link #place(LastLink)}, with RESOLVE_* flags of openat2(2). */
    Optional<Place> place(LastLink lastLink, long resolve) throws UnreadableException {
        return path.isEmpty()
                ? Optional.empty()
                : new WatchedPathWalk(thread, lastLink, resolve).place(dirfd, path);
    }

    /** As {@link #place(LastLink)}; an empty path means the descriptor itself, AT_EMPTY_PATH. */
    Optional<Place> placeOrDescriptor(LastLink lastLink) throws UnreadableException {
        if (!path.isEmpty()) {
            return place(lastLink);
        }
        Optional<Path> file = thread.base(dirfd);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(
                    file.get(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Place(file.get(), attributes, false, false));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the kernel says of the descriptor that is meant, by an empty path or below /proc. */
    Optional<Path> magicText() throws UnreadableException {
        if (path.isEmpty()) {
            return thread.descriptorText(dirfd);
        }
        Optional<Place> link = place(LastLink.MEANT);
        return link.isPresent() && link.get().isLink() && thread.isMagic(link.get().path())
                ? WatchedThread.link(link.get().path())
                : Optional.empty();
    }
}
