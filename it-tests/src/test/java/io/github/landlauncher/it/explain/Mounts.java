package io.github.landlauncher.it.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** What is mounted in a tree: nothing, or other parts of it, twice and thrice, and empty file systems. */
final class Mounts {

    private static final int MS_RDONLY = 1;
    private static final int MS_REMOUNT = 32;
    private static final int MS_BIND = 4096;

    private final int most;

    private Mounts(int most) {
        this.most = most;
    }

    /** No mount. */
    static Mounts none() {
        return new Mounts(0);
    }

    /** Up to so many in each tree, of a process that is root in a mount namespace of its own. */
    static Mounts upTo(int most) {
        return new Mounts(most);
    }

    /** Mounts something somewhere, with the help of a probe that no sandbox holds. */
    void mount(World world, BatchProbe free) throws IOException {
        for (int i = most == 0 ? 0 : 1 + world.random().nextInt(most); i > 0; i--) {
            Path target = world.chance(0.8) ? world.directory() : world.any();
            boolean link = Files.isSymbolicLink(target);
            if (!link && !target.equals(world.root()) && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                mountOver(target, world, free);
                world.look();
            }
        }
    }

    private void mountOver(Path target, World world, BatchProbe free) throws IOException {
        boolean directory = Files.isDirectory(target);
        if (directory && world.chance(0.3)) {
            mount(free, "tmpfs", target, "tmpfs", 0);
            Files.createDirectory(target.resolve("d"));
            Files.writeString(target.resolve("d").resolve("a"), "text");
            Files.writeString(target.resolve("b"), "text");
            return;
        }
        Path source = directory ? world.directory() : world.any();
        if (Files.isSymbolicLink(source) || !Files.exists(source) || Files.isDirectory(source) != directory) {
            return;
        }
        mount(free, source.toString(), target, "none", MS_BIND);
        if (world.chance(0.2)) {
            free.must(target.getParent(), "mount", "none", target.toString(), "none",
                    Integer.toString(MS_BIND | MS_REMOUNT | MS_RDONLY));
        }
    }

    private void mount(BatchProbe free, String source, Path target, String type, int flags)
            throws IOException {
        free.must(target.getParent(), "mount", source, target.toString(), type, Integer.toString(flags));
    }

    /** Unmounts it all from a tree: what another mount hides only once that is gone. */
    void unmount(Path root, BatchProbe free) throws IOException {
        int left = most == 0 ? 0 : Integer.MAX_VALUE;
        for (List<String> points = List.of(); left > 0; left = points.size()) {
            points = below(root);
            if (points.size() >= left) {
                throw new IOException("cannot be unmounted: " + points);
            }
            for (String point : points) {
                free.run(root, List.of("umount", point));
            }
        }
    }

    /** Whether something is mounted on what has this name. */
    static boolean isPoint(Path path) {
        try {
            Path place = path.getParent().toRealPath().resolve(path.getFileName());
            return below(place.getParent()).contains(place.toString());
        } catch (IOException e) {
            return false; // where nobody gets nothing is mounted
        }
    }

    /** The mount points below a directory, hidden ones too. */
    private static List<String> below(Path root) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .map(line -> line.split(" ")[4].replace("\\040", " ").replace("\\012", "\n"))
                .filter(point -> point.startsWith(root + "/"))
                .toList();
    }
}
