package io.github.landlauncher.linux;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The unix sockets that one watched program has bound, as far as was seen: reaching them is reaching
 * nobody outside.
 *
 * <p>It never forgets one, and in doubt a socket may be the program's own.
 */
final class OwnSockets {

    /** A program can make any number of names; after these nothing is said any more. */
    static final int LIMIT = 10_000;

    /** And these may be long: a directory's name is part of a path, and has up to 4095 bytes. */
    static final int LIMIT_OF_TEXT = 1_000_000;

    /** What the kernel picks if a program binds without a name: unix(7), autobind. */
    private static final Pattern PICKED = Pattern.compile("[0-9a-f]{5}");

    private final Set<Path> paths = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    private int text;

    private boolean isFull() {
        return paths.size() + names.size() >= LIMIT || text >= LIMIT_OF_TEXT;
    }

    void boundPath(Path path) {
        if (!isFull() && paths.add(path)) {
            text += path.toString().length();
        }
    }

    void boundName(String name) {
        if (!isFull() && names.add(name)) {
            text += name.length();
        }
    }

    /** A socket keeps being the program's under another name. */
    void renamed(Path from, Path to) {
        if (paths.contains(from)) {
            boundPath(to);
        }
    }

    boolean mayHavePath(Path path) {
        return isFull() || paths.contains(path);
    }

    boolean mayHaveName(String name) {
        return isFull() || names.contains(name) || PICKED.matcher(name).matches();
    }
}
