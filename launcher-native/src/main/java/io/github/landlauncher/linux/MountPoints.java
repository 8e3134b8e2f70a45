package io.github.landlauncher.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where file systems are mounted in a program's view, by /proc/TID/mountinfo, proc_pid_mountinfo(5). */
final class MountPoints {

    private static final int MOUNT_POINT = 4;

    /** How the kernel writes space, tab, newline and backslash. */
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private final Set<Path> points;

    private MountPoints(Set<Path> points) {
        this.points = points;
    }

    /** Those that a thread sees, or empty if it has ended. */
    static Optional<MountPoints> of(WatchedThread thread) throws UnreadableException {
        Optional<String> text = WatchedThread.text(thread.entry("mountinfo"));
        Optional<Path> root = thread.root();
        if (text.isEmpty() || root.isEmpty()) {
            return Optional.empty();
        }
        Set<Path> points = new HashSet<>();
        for (String line : text.get().split("\n")) {
            String point = plain(line.split(" ")[MOUNT_POINT]);
            ChildPath.of(point.getBytes(StandardCharsets.ISO_8859_1))
                    .ifPresent(path -> points.add(under(root.get(), path)));
        }
        return Optional.of(new MountPoints(points));
    }

    private static Path under(Path root, ChildPath path) {
        Path under = root;
        for (Path name : path.names()) {
            under = under.resolve(name);
        }
        return under;
    }

    private static String plain(String octal) {
        Matcher matcher = OCTAL.matcher(octal);
        return matcher.replaceAll(code ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 8))));
    }

    /** Where what has this real path is mounted. */
    Path of(Path path) {
        Path at = path;
        while (!points.contains(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
