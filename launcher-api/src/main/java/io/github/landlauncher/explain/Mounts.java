package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The mounts that this JVM sees now, proc_pid_mountinfo(5). */
final class Mounts {

    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
    private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding"));
    private static final int ID = 0;
    private static final int PARENT = 1;
    private static final int MOUNT_POINT = 4;

    /** In place of a parent that is not listed; no mount has this id. */
    private static final int NONE = 0;

    /** What is mounted where on which mount. */
    private final Map<Spot, Integer> mounted;

    /** A place on a mount, by the path that it has or would have if no mount hid it. */
    private record Spot(int mount, Path path) {}

    private Mounts(Map<Spot, Integer> mounted) {
        this.mounted = mounted;
    }

    /** Reads them; where there is no /proc everything is one mount. */
    static Mounts read() {
        try {
            return of(List.of(new String(Files.readAllBytes(MOUNTINFO), NAMES).split("\n")));
        } catch (IOException e) {
            return new Mounts(Map.of());
        }
    }

    /** The mounts of these lines of mountinfo. */
    static Mounts of(List<String> lines) {
        Set<Integer> listed = new HashSet<>();
        for (String line : lines) {
            listed.add(Integer.parseInt(line.split(" ")[ID]));
        }
        Map<Spot, Integer> mounted = new HashMap<>();
        for (String line : lines) {
            String[] fields = line.split(" ");
            int id = Integer.parseInt(fields[ID]);
            int parent = Integer.parseInt(fields[PARENT]);
            boolean known = parent != id && listed.contains(parent);
            try {
                Path point = Path.of(unescaped(fields[MOUNT_POINT]));
                mounted.put(new Spot(known ? parent : NONE, point), id);
            } catch (InvalidPathException e) {
                continue; // no path that this JVM can have in its locale is below it
            }
        }
        return new Mounts(mounted);
    }

    /**
     * The mount point that a file is below, by its path without symbolic links. What is mounted on a
     * directory may be hidden by what is mounted on that directory, or above it, later.
     */
    Path pointOf(Path path) {
        Path point = path.getRoot();
        int mount = enter(NONE, point);
        for (int names = 1; names <= path.getNameCount(); names++) {
            Path place = path.getRoot().resolve(path.subpath(0, names));
            int next = enter(mount, place);
            if (next != mount) {
                mount = next;
                point = place;
            }
        }
        return point;
    }

    /** The mount that is seen at a place of a mount: the last of those that are one on the other. */
    private int enter(int mount, Path place) {
        int top = mount;
        for (Integer next = mount; next != null; next = mounted.get(new Spot(top, place))) {
            top = next;
        }
        return top;
    }

    /** Undoes the escapes of blanks, line ends and backslashes: three octal digits. */
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 3 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
