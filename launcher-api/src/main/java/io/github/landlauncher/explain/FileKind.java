package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The types of files that inode(7) knows. */
enum FileKind {
    /** S_IFREG. */
    REGULAR(AccessFs.MAKE_REG),
    /** S_IFDIR. */
    DIRECTORY(AccessFs.MAKE_DIR),
    /** S_IFLNK. */
    SYMBOLIC_LINK(AccessFs.MAKE_SYM),
    /** S_IFIFO. */
    FIFO(AccessFs.MAKE_FIFO),
    /** S_IFSOCK. */
    SOCKET(AccessFs.MAKE_SOCK),
    /** S_IFCHR. */
    CHARACTER_DEVICE(AccessFs.MAKE_CHAR),
    /** S_IFBLK. */
    BLOCK_DEVICE(AccessFs.MAKE_BLOCK);

    private static final int S_IFMT = 0170000;
    private static final int S_IFIFO = 0010000;
    private static final int S_IFCHR = 0020000;
    private static final int S_IFBLK = 0060000;
    private static final int S_IFSOCK = 0140000;

    private final AccessFs makes;

    FileKind(AccessFs makes) {
        this.makes = makes;
    }

    /** The right that it takes to make such a file. */
    AccessFs makes() {
        return makes;
    }

    /** The right that it takes to remove such a file. */
    AccessFs removes() {
        return this == DIRECTORY ? AccessFs.REMOVE_DIR : AccessFs.REMOVE_FILE;
    }

    boolean isDevice() {
        return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
    }

    /** The type of a file, whose attributes say only what every system knows. */
    static FileKind of(Path path, BasicFileAttributes attributes, LinkOption... options)
            throws IOException {
        if (attributes.isDirectory()) {
            return DIRECTORY;
        }
        if (attributes.isRegularFile()) {
            return REGULAR;
        }
        return attributes.isSymbolicLink() ? SYMBOLIC_LINK : special(path, options);
    }

    private static FileKind special(Path path, LinkOption... options) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode", options);
        return switch (mode & S_IFMT) {
            case S_IFIFO -> FIFO;
            case S_IFSOCK -> SOCKET;
            case S_IFCHR -> CHARACTER_DEVICE;
            case S_IFBLK -> BLOCK_DEVICE;
            default -> REGULAR;
        };
    }
}
