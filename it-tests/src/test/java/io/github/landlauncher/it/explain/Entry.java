package io.github.landlauncher.it.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A name in a tree, and what has it.
 *
 * @param path its path
 * @param kind what it is good for
 * @param mode type and permissions
 * @param inode the inode's number
 */
record Entry(Path path, Kind kind, int mode, long inode) {

    enum Kind {
        DIRECTORY,
        FILE,
        PROGRAM,
        LINK,
        NODE,
        SOCKET
    }

    private static final int ANY_EXECUTE = 0111;

    /** All there is below a directory, always in the same order, as far as this user may look. */
    static List<Entry> below(Path directory) {
        List<Entry> entries = new ArrayList<>();
        add(directory, entries);
        return entries;
    }

    private static void add(Path directory, List<Entry> entries) {
        String[] names = directory.toFile().list();
        if (names == null) {
            return;
        }
        Arrays.sort(names);
        for (String name : names) {
            Path path = directory.resolve(name);
            Entry entry = of(path);
            entries.add(entry);
            if (entry.kind == Kind.DIRECTORY) {
                add(path, entries);
            }
        }
    }

    private static Entry of(Path path) {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(path, "unix:mode,ino", LinkOption.NOFOLLOW_LINKS);
            int mode = (int) attributes.get("mode");
            return new Entry(path, kind(mode), mode, (long) attributes.get("ino"));
        } catch (AccessDeniedException e) {
            return new Entry(path, Kind.FILE, 0, 0); // in a directory that may only be listed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kind kind(int mode) {
        return switch (mode & 0170000) {
            case 0040000 -> Kind.DIRECTORY;
            case 0120000 -> Kind.LINK;
            case 0100000 -> (mode & ANY_EXECUTE) == 0 ? Kind.FILE : Kind.PROGRAM;
            case 0140000 -> Kind.SOCKET;
            default -> Kind.NODE;
        };
    }

    /** On a line, relative to a directory. */
    String describedFrom(Path root) {
        String target = "";
        try {
            target = kind == Kind.LINK ? " -> " + Files.readSymbolicLink(path) : "";
        } catch (IOException e) {
            target = " -> ?";
        }
        return ("%07o %8d ./%s%s".formatted(mode, inode, root.relativize(path), target)).replace("\n", "\\n");
    }
}
