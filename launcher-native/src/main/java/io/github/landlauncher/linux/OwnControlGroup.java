package io.github.landlauncher.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The control group v2 that the JVM is in, as two files of proc(5) tell: a pure function of them.
 *
 * @param path its name in the hierarchy, as seen from the JVM's cgroup namespace
 * @param directory where its files are
 * @param mountPoint where the hierarchy is mounted, which is above {@code directory} or the same
 * @param mounts all places where a hierarchy of version 2 is mounted
 * @param legacy the controllers that are on version 1, and so not to be had on version 2
 */
record OwnControlGroup(
        String path, Path directory, Path mountPoint, List<Path> mounts, Set<String> legacy) {

    /** What /proc/self/cgroup calls version 2: hierarchy 0, without controllers. */
    private static final String UNIFIED = "0::";

    /** The fields of mountinfo before the optional ones, and those after the hyphen. */
    private static final int ROOT = 3;

    private static final int MOUNT_POINT = 4;
    private static final int FIRST_OPTIONAL = 6;

    /** A mount of version 2 and what part of the hierarchy it shows. */
    private record Mount(String root, Path point) {

        /** Where it shows a group, or null. */
        Path show(String group) {
            if (root.equals("/")) {
                return group.startsWith("/..") ? null : point.resolve(group.substring(1));
            }
            if (group.equals(root)) {
                return point;
            }
            return group.startsWith(root + '/') ? point.resolve(group.substring(root.length() + 1)) : null;
        }
    }

    /**
     * Finds it.
     *
     * @param cgroup the content of /proc/self/cgroup
     * @param mountinfo the content of /proc/self/mountinfo
     */
    static OwnControlGroup of(String cgroup, String mountinfo) throws NoControlGroup {
        String path = null;
        Set<String> legacy = new TreeSet<>();
        for (String line : cgroup.split("\n")) {
            if (line.startsWith(UNIFIED)) {
                path = line.substring(UNIFIED.length());
            } else {
                legacy.addAll(controllers(line));
            }
        }
        List<Mount> mounts = mounts(mountinfo);
        if (path == null || (mounts.isEmpty() && !legacy.isEmpty())) {
            throw legacy("this system has control groups v1 only");
        }
        Path directory = null;
        Path mountPoint = null;
        List<Path> points = new ArrayList<>();
        for (Mount mount : mounts) {
            points.add(mount.point());
            Path shown = mount.show(path);
            if (shown != null) { // the last one hides those before it at the same place
                directory = shown;
                mountPoint = mount.point();
            }
        }
        if (directory == null) {
            throw new NoControlGroup("the JVM's control group " + path + " is not to be seen: "
                    + (points.isEmpty() ? "nowhere is cgroup2 mounted" : "not below " + points),
                    "Mount cgroup2 at /sys/fs/cgroup in the JVM's own cgroup namespace.",
                    "See docs/errors.md#control-group-not-visible");
        }
        return new OwnControlGroup(path, directory, mountPoint, List.copyOf(points), legacy);
    }

    /** Refuses a controller that is on version 1, whoever the group belongs to. */
    void checkNotLegacy(String controller) throws NoControlGroup {
        if (legacy.contains(controller)) {
            throw legacy("the controller " + controller + " is on control groups v1");
        }
    }

    private static NoControlGroup legacy(String reason) {
        return new NoControlGroup(reason,
                "Boot with control groups v2, systemd.unified_cgroup_hierarchy=1 under systemd:"
                        + " version 1 cannot be delegated.",
                "See docs/errors.md#control-group-v1");
    }

    /** The last part of its name, empty for the root of the JVM's cgroup namespace. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The last part of its parent's name. */
    String parentName() {
        String parent = path.substring(0, path.lastIndexOf('/'));
        return parent.substring(parent.lastIndexOf('/') + 1);
    }

    /** Of {@code "4:memory,hugetlb:/a"}; a named hierarchy has none. */
    private static Set<String> controllers(String line) {
        String[] fields = line.split(":", 3);
        Set<String> controllers = new TreeSet<>();
        if (fields.length == 3) {
            for (String name : fields[1].split(",")) {
                if (!name.isEmpty() && !name.startsWith("name=")) {
                    controllers.add(name);
                }
            }
        }
        return controllers;
    }

    private static List<Mount> mounts(String mountinfo) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : mountinfo.split("\n")) {
            String[] fields = line.split(" ");
            int hyphen = FIRST_OPTIONAL;
            while (hyphen < fields.length && !fields[hyphen].equals("-")) {
                hyphen++;
            }
            if (hyphen + 1 < fields.length && fields[hyphen + 1].equals("cgroup2")) {
                mounts.add(new Mount(plain(fields[ROOT]), Path.of(plain(fields[MOUNT_POINT]))));
            }
        }
        return mounts;
    }

    /** Without the kernel's escapes: space, tab, newline and backslash are three octal digits. */
    private static String plain(String escaped) {
        StringBuilder plain = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\' && i + 3 < escaped.length()) {
                plain.append((char) Integer.parseInt(escaped.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
