package io.github.landlauncher.it.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * A tree of files, and the names in it that operations and rules are about: those that were there
 * when it was last looked at, which may have gone, and some that were there before.
 */
final class World {

    /** Directories between the place of a tree and its root: as many ".." lead no further. */
    private static final int PADDING = 6;

    private static final int TRIES = 4;
    private static final int FORMER = 20;
    private static final String[] NAMES = {"a", "b", "c", "d", "e e", "-f", "...", "new\nline", ".h"};

    private final SplittableRandom random;
    private final Path root;
    private final List<Path> former = new ArrayList<>();
    private final List<Path> all = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();
    private final List<Path> links = new ArrayList<>();
    private final List<Path> programs = new ArrayList<>();
    private final List<Path> nodes = new ArrayList<>();
    private final List<Path> sockets = new ArrayList<>();

    /** A tree that is an empty directory. */
    World(Path place, SplittableRandom random) throws IOException {
        this.random = random;
        Path padded = place;
        for (int i = 0; i < PADDING; i++) {
            padded = padded.resolve("pad");
        }
        root = Files.createDirectories(padded.resolve("tree")).toRealPath();
        directories.add(root);
    }

    Path root() {
        return root;
    }

    SplittableRandom random() {
        return random;
    }

    /** With this probability, 0 to 1. */
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T oneOf(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    @SafeVarargs
    final <T> T oneOf(T... choice) {
        return choice[random.nextInt(choice.length)];
    }

    /** Finds out which names there are. */
    void look() {
        former.addAll(all);
        all.clear();
        links.clear();
        programs.clear();
        nodes.clear();
        sockets.clear();
        directories.clear();
        directories.add(root);
        for (Entry entry : Entry.below(root)) {
            all.add(entry.path());
            switch (entry.kind()) {
                case DIRECTORY -> directories.add(entry.path());
                case LINK -> links.add(entry.path());
                case PROGRAM -> programs.add(entry.path());
                case NODE -> nodes.add(entry.path());
                case SOCKET -> sockets.add(entry.path());
                default -> { }
            }
        }
        while (former.size() > FORMER) {
            former.remove(random.nextInt(former.size()));
        }
    }

    /** Takes note of a name at once. */
    Path add(Path path) {
        all.add(path);
        return path;
    }

    /** Any name; now and then one that is no more. */
    Path any() {
        return former.isEmpty() || chance(0.95) ? likely(all, path -> true) : oneOf(former);
    }

    Path directory() {
        return likely(directories, Files::isDirectory);
    }

    Path emptyDirectory() {
        return likely(directories, World::isEmpty);
    }

    Path link() {
        return likely(links, path -> true);
    }

    Path program() {
        return likely(programs, path -> true);
    }

    /** A device or pipe. */
    Path node() {
        return likely(nodes, path -> true);
    }

    /** A socket, which somebody may listen on. */
    Path socket() {
        return likely(sockets, path -> true);
    }

    /** One of them; if luck is not very bad, one that is there and is so. */
    private Path likely(List<Path> paths, Predicate<Path> so) {
        if (paths.isEmpty()) {
            return all.isEmpty() ? root.resolve(oneOf(NAMES)) : oneOf(all);
        }
        Path path = oneOf(paths);
        for (int i = 0; i < TRIES && !(isThere(path) && so.test(path)); i++) {
            path = oneOf(paths);
        }
        return path;
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isEmpty(Path path) {
        String[] names = path.toFile().list();
        return names != null && names.length == 0;
    }

    /** A name in a directory, which something may have. */
    Path inDirectory() {
        return directory().resolve(oneOf(NAMES));
    }

    /** A name in a directory that nothing has, if luck is not very bad. */
    Path vacant() {
        Path path = inDirectory();
        for (int i = 0; i < TRIES && isThere(path); i++) {
            path = inDirectory();
        }
        return path;
    }
}
