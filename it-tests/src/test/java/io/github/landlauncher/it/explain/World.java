package io.github.landlauncher.it.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A tree of files, and the names in it that operations and rules are about. Names are not forgotten:
 * what has one may have been removed, moved or replaced since.
 */
final class World {

    /** Directories between the place of a tree and its root: as many ".." lead no further. */
    static final int PADDING = 6;

    private static final int TRIES = 4;
    private static final String[] NAMES = {"a", "b", "c", "d", "e e", "-f", "...", "new\nline", ".h"};

    private final SplittableRandom random;
    private final Path root;
    private final List<Path> all = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();
    private final List<Path> links = new ArrayList<>();
    private final List<Path> programs = new ArrayList<>();
    private final List<Path> nodes = new ArrayList<>();

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

    /** Remembers a name. */
    Path add(Path path) {
        all.add(path);
        return path;
    }

    Path addDirectory(Path path) {
        directories.add(path);
        return path;
    }

    Path addLink(Path path) {
        links.add(path);
        return add(path);
    }

    /** Programs are kept apart from files: what is often truncated cannot be executed. */
    Path addProgram(Path path) {
        programs.add(path);
        return path;
    }

    Path addNode(Path path) {
        nodes.add(path);
        return add(path);
    }

    /** A name that something has, or had. */
    Path any() {
        return all.isEmpty() || chance(0.25) ? directory() : likely(all, path -> true);
    }

    Path directory() {
        return likely(directories, Files::isDirectory);
    }

    Path emptyDirectory() {
        return likely(directories, World::isEmpty);
    }

    Path link() {
        return links.isEmpty() ? any() : likely(links, path -> true);
    }

    Path program() {
        return programs.isEmpty() ? any() : likely(programs, Files::isRegularFile);
    }

    /** A device, pipe or socket. */
    Path node() {
        return nodes.isEmpty() ? any() : likely(nodes, path -> true);
    }

    /** One of them; if luck is not very bad, of something that is there and still is what it was. */
    private Path likely(List<Path> paths, Predicate<Path> still) {
        Path path = oneOf(paths);
        for (int i = 0; i < TRIES && !(isThere(path) && still.test(path)); i++) {
            path = oneOf(paths);
        }
        return path;
    }

    private static boolean isEmpty(Path path) {
        String[] names = path.toFile().list();
        return names != null && names.length == 0;
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** A name in a directory, which something may have. */
    Path inDirectory() {
        return directory().resolve(oneOf(NAMES));
    }

    /** A name in a directory that nothing has, unless luck is bad. */
    Path vacant() {
        Path path = inDirectory();
        for (int i = 0; i < TRIES && isThere(path); i++) {
            path = inDirectory();
        }
        return path;
    }

    /** What is there now, a line each. */
    List<String> listing() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted().map(this::described).toList();
        }
    }

    private String described(Path path) {
        try {
            Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            Object inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            String name = "./" + root.relativize(path).toString().replace("\n", "\\n");
            String target = Files.isSymbolicLink(path) ? " -> " + Files.readSymbolicLink(path) : "";
            return "%07o %8s %s%s".formatted((int) mode, inode, name, target);
        } catch (IOException e) {
            return "? " + path;
        }
    }
}
