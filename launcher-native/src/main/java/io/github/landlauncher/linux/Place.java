package io.github.landlauncher.linux;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where a path leads to: what is there, or could be made there.
 *
 * @param path absolute, without symbolic links but as a last component that is not followed
 * @param file what is there, or null if nothing is, in a directory that there is
 * @param named whether the last component names it: not so of {@code .}, {@code ..} and {@code /}
 * @param slash whether the path had a slash at its end
 */
record Place(Path path, BasicFileAttributes file, boolean named, boolean slash) {

    boolean exists() {
        return file != null;
    }

    boolean isDirectory() {
        return exists() && file.isDirectory();
    }

    boolean isRegularFile() {
        return exists() && file.isRegularFile();
    }

    boolean isLink() {
        return exists() && file.isSymbolicLink();
    }
}
