package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file on the way to another one, which rules can be bound to.
 *
 * @param path its path, without symbolic links
 * @param key what identifies it, whatever its path: device and inode
 * @param kind its type
 */
record Step(Path path, Object key, FileKind kind) {

    /** What is at this path, a symbolic link itself. */
    static Step at(Path path) throws IOException {
        return of(path, path, LinkOption.NOFOLLOW_LINKS);
    }

    /** What is where a link leads, under another path. */
    static Step behind(Path link, Path path) throws IOException {
        return of(link, path);
    }

    private static Step of(Path name, Path path, LinkOption... options) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(name, BasicFileAttributes.class, options);
        Object key = attributes.fileKey();
        // Where files have no identity of their own their path has to do.
        return new Step(path, key == null ? path : key, FileKind.of(name, attributes, options));
    }

    boolean isDirectory() {
        return kind == FileKind.DIRECTORY;
    }
}
