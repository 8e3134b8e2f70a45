package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is mounted where, and what mount options forbid: /proc/self/mountinfo, proc_pid_mountinfo(5). */
final class Mounts {

    /**
     * One of them.
     *
     * @param point where it is
     * @param readOnly whether it, or its file system, is read-only
     * @param noExec whether no file on it can be executed
     */
    record Mount(Path point, boolean readOnly, boolean noExec) {}

    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

    private static final int ID = 0;
    private static final int PARENT = 1;
    private static final int MOUNT_POINT = 4;
    private static final int MOUNT_OPTIONS = 5;

    /** Ends the optional fields, which begin after the mount options. */
    private static final String SEPARATOR = "-";

    private static final int SUPER_OPTIONS_AFTER_SEPARATOR = 3;

    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");

    /** In place of a parent that is not listed; no mount has this id. */
    private static final int NONE = 0;

    /** What a path is on that is below no mount point: the root directory after chroot(2), for example. */
    private static final Entry ROOT = new Entry(NONE, NONE, new Mount(Path.of("/"), false, false));

    /** What is mounted where on which mount. */
    private final Map<Spot, Entry> mounted;

    /** A place on a mount, by the path that it has or would have if no mount hid it. */
    private record Spot(int mount, Path path) {}

    private record Entry(int id, int parent, Mount mount) {}

    private Mounts(Map<Spot, Entry> mounted) {
        this.mounted = mounted;
    }

    /** Those that this JVM sees now; where there is no /proc everything is one mount. */
    static Mounts read() {
        try {
            return of(List.of(new String(Files.readAllBytes(MOUNTINFO), FileNames.CHARSET).split("\n")));
        } catch (IOException e) {
            return of(List.of());
        }
    }

    /**
     * The mounts of these lines of mountinfo.
     *
     * @throws IllegalArgumentException if one is no such line
     */
    static Mounts of(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        Set<Integer> listed = new HashSet<>();
        for (String line : lines) {
            List<String> fields = fields(line);
            listed.add(Integer.parseInt(fields.get(ID)));
            try {
                entries.add(entry(fields));
            } catch (InvalidPathException e) {
                continue; // no path that this JVM can have in its locale is below it
            }
        }
        Map<Spot, Entry> mounted = new HashMap<>();
        for (Entry entry : entries) {
            boolean known = entry.parent() != entry.id() && listed.contains(entry.parent());
            mounted.put(new Spot(known ? entry.parent() : NONE, entry.mount().point()), entry);
        }
        return new Mounts(mounted);
    }

    private static List<String> fields(String line) {
        List<String> fields = Arrays.asList(line.split(" "));
        int separator = fields.indexOf(SEPARATOR);
        if (separator <= MOUNT_OPTIONS || fields.size() <= separator + SUPER_OPTIONS_AFTER_SEPARATOR) {
            throw new IllegalArgumentException("no line of mountinfo: " + line);
        }
        return fields;
    }

    private static Entry entry(List<String> fields) {
        Path point = Path.of(unescaped(fields.get(MOUNT_POINT)));
        Set<String> options = Set.of(fields.get(MOUNT_OPTIONS).split(","));
        String ofFileSystem = fields.get(fields.indexOf(SEPARATOR) + SUPER_OPTIONS_AFTER_SEPARATOR);
        boolean readOnly = options.contains("ro") || List.of(ofFileSystem.split(",")).contains("ro");
        return new Entry(
                Integer.parseInt(fields.get(ID)),
                Integer.parseInt(fields.get(PARENT)),
                new Mount(point, readOnly, options.contains("noexec")));
    }

    /**
     * The mount that a file is on, by its path without symbolic links. What is mounted on a directory
     * may be hidden by what is mounted on that directory, or above it, later.
     */
    Mount of(Path path) {
        Entry entry = enter(ROOT, path.getRoot());
        for (int names = 1; names <= path.getNameCount(); names++) {
            entry = enter(entry, path.getRoot().resolve(path.subpath(0, names)));
        }
        return entry.mount();
    }

    /** The mount that is seen at a place of a mount: the last of those that are one on the other. */
    private Entry enter(Entry mount, Path place) {
        Entry top = mount;
        for (Entry next = mount; next != null; next = mounted.get(new Spot(top.id(), place))) {
            top = next;
        }
        return top;
    }

    /** Space, tab, newline and backslash are written in octal. */
    private static String unescaped(String field) {
        return ESCAPED.matcher(field).replaceAll(code ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 8))));
    }
}
