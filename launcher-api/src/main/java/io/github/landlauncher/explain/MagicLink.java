package io.github.landlauncher.explain;

import io.github.landlauncher.text.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A link of proc(5) that leads to a file whatever its text says, such as {@code /proc/self/fd/1}: the
 * file may have been removed, or have no name at all.
 */
final class MagicLink {

    private static final Path PROC = Path.of("/proc");

    /** In /proc itself are plain links only; those of a process are below its number. */
    private static final int LEAST_NAMES = 3;

    private static final String DELETED = " (deleted)";

    private final Path link;
    private final Path text;

    /**
     * @param link the link
     * @param text what readlink(2) says of it
     */
    MagicLink(Path link, Path text) {
        this.link = link;
        this.text = text;
    }

    /** Whether a symbolic link may be such a link, by its path without symbolic links. */
    static boolean canBe(Path link) {
        return link.getNameCount() >= LEAST_NAMES
                && link.startsWith(PROC)
                && isNumber(link.getName(1).toString());
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    boolean leadsTo(Step step) throws IOException {
        return !leadsAnywhere() || object().key().equals(step.key());
    }

    boolean leadsAnywhere() {
        return Files.exists(link);
    }

    /** The file it leads to, under the path that it had. */
    Step object() throws IOException {
        return Step.behind(link, text.isAbsolute() ? Path.of(name()) : link);
    }

    /** The directory that the file is or was in; null if it has none, as a pipe. */
    Path parent() {
        return text.isAbsolute() ? Path.of(name()).getParent() : null;
    }

    /** Whether nothing has its name any more, or ever had: a memfd's text says so too. */
    boolean isDeleted() {
        return text.toString().endsWith(DELETED);
    }

    private String name() {
        String name = text.toString();
        return isDeleted() ? name.substring(0, name.length() - DELETED.length()) : name;
    }

    /** Whether it is on the file system of this directory; a memfd is on none that is mounted. */
    boolean isOnFileSystemOf(Step directory) throws IOException {
        return Files.getAttribute(link, "unix:dev").equals(Files.getAttribute(directory.path(), "unix:dev"));
    }

    @Override
    public String toString() {
        return VisibleText.of(link);
    }
}
