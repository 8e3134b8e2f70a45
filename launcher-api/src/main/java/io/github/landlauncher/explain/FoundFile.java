package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that is there, and the directories above it, as Landlock tells them apart: by inode.
 *
 * @param path without symbolic links
 * @param keys the file and the directories above it, nearest first
 * @param directory whether it is one
 * @param regular whether it is a regular file; neither is true for devices and the like
 */
record FoundFile(Path path, List<Object> keys, boolean directory, boolean regular) {

    FoundFile {
        keys = List.copyOf(keys);
    }

    /**
     * What a path leads to, links followed.
     *
     * @throws IOException if it leads nowhere, or that cannot be told
     */
    static FoundFile at(Path path) throws IOException {
        Path real = path.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        List<Object> keys = new ArrayList<>();
        keys.add(key(real, attributes));
        for (Path above = real.getParent(); above != null; above = above.getParent()) {
            keys.add(key(above, Files.readAttributes(above, BasicFileAttributes.class)));
        }
        return new FoundFile(real, keys, attributes.isDirectory(), attributes.isRegularFile());
    }

    /** The device and inode where there are such. */
    private static Object key(Path path, BasicFileAttributes attributes) {
        return attributes.fileKey() == null ? path : attributes.fileKey();
    }

    private Object key() {
        return keys.get(0);
    }

    /** Whether it is that file or directory, or anywhere below it. */
    boolean isWithin(FoundFile hierarchy) {
        return keys.contains(hierarchy.key());
    }

    /** Whether it is the same file, by whatever name. */
    boolean isSame(FoundFile other) {
        return key().equals(other.key());
    }

    /** Whether one of the two is within the other. */
    boolean isAlongWith(FoundFile other) {
        return isWithin(other) || other.isWithin(this);
    }
}
