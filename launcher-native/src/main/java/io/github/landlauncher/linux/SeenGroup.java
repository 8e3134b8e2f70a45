package io.github.landlauncher.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * A control group as the JVM finds it.
 *
 * @param directory where its files are
 * @param name the last part of its name in the hierarchy; a unit's, if systemd made it
 * @param root whether it is the root of the machine's hierarchy, which alone may have processes of
 *     its own beside groups with controllers
 * @param rootOwned whether it belongs to root, whom no file mode keeps out
 * @param marked whether it carries systemd's mark for a delegated unit, attribute user.delegate
 * @param controllers what it could enable for groups in it
 * @param enabled what it has enabled for them
 * @param obstacle what keeps the JVM from writing its files, or null
 */
record SeenGroup(
        Path directory,
        String name,
        boolean root,
        boolean rootOwned,
        boolean marked,
        Set<String> controllers,
        Set<String> enabled,
        String obstacle) {

    static SeenGroup read(ControlFiles files, Path directory, String name) throws IOException {
        return new SeenGroup(
                directory,
                name,
                !Files.exists(directory.resolve("cgroup.events")),
                Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid")),
                marked(directory),
                new TreeSet<>(ControlFiles.words(directory.resolve("cgroup.controllers"))),
                new TreeSet<>(ControlFiles.words(directory.resolve("cgroup.subtree_control"))),
                obstacle(files, directory));
    }

    /** Moving a process below a group takes write access to all three, see cgroups(7). */
    private static String obstacle(ControlFiles files, Path directory) {
        String procs = files.obstacle(directory.resolve("cgroup.procs"));
        if (procs != null) {
            return procs;
        }
        String control = files.obstacle(directory.resolve("cgroup.subtree_control"));
        if (control != null) {
            return control;
        }
        return Files.isWritable(directory) ? null : "EACCES on " + directory;
    }

    private static boolean marked(Path directory) {
        try {
            return new String((byte[]) Files.getAttribute(directory, "user:delegate")).equals("1");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // it has no such attribute
        }
    }

    /** Whether systemd made it, and so manages it unless it is delegated. */
    boolean unit() {
        return name.endsWith(".service") || name.endsWith(".scope") || name.endsWith(".slice");
    }
}
