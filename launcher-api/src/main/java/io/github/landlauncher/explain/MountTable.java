package io.github.landlauncher.explain;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is mounted where, and what mount options forbid; from /proc/PID/mountinfo, proc_pid_mountinfo(5). */
final class MountTable {

    /**
     * One of them.
     *
     * @param point where it is
     * @param readOnly whether it, or its file system, is read-only
     * @param noExec whether no file on it can be executed
     */
    record Mount(Path point, boolean readOnly, boolean noExec) {}

    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
    private static final Mount ROOT = new Mount(Path.of("/"), false, false);

    private final Map<Path, Mount> mounts;

    private MountTable(Map<Path, Mount> mounts) {
        this.mounts = mounts;
    }

    /** Reads the lines; of mounts at the same place the last one is on top. */
    static MountTable parse(List<String> lines) {
        Map<Path, Mount> mounts = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> fields = Arrays.asList(line.split(" "));
            int separator = fields.indexOf("-");
            if (separator < 6 || fields.size() < separator + 4) {
                throw new IllegalArgumentException("no line of mountinfo: " + line);
            }
            Path point = path(unescaped(fields.get(4)));
            if (point == null) {
                continue;
            }
            Set<String> options = Set.of(fields.get(5).split(","));
            boolean readOnly = options.contains("ro")
                    || Arrays.asList(fields.get(separator + 3).split(",")).contains("ro");
            mounts.put(point, new Mount(point, readOnly, options.contains("noexec")));
        }
        return new MountTable(mounts);
    }

    /** The one that a path is on. */
    Mount of(Path path) {
        for (Path at = path; at != null; at = at.getParent()) {
            Mount mount = mounts.get(at);
            if (mount != null) {
                return mount;
            }
        }
        return ROOT;
    }

    /** Null for a name that this JVM cannot have in its locale; no path that it is asked about is there. */
    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Space, tab, newline and backslash are written in octal. */
    private static String unescaped(String field) {
        return ESCAPED.matcher(field)
                .replaceAll(match -> {
                    String character = Character.toString((char) Integer.parseInt(match.group(1), 8));
                    return Matcher.quoteReplacement(character);
                });
    }
}
