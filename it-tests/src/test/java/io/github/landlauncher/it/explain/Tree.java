package io.github.landlauncher.it.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A tree that follows from a seed, in a directory of its own; closing it removes it. */
final class Tree implements AutoCloseable {

    private final Path place;
    private final BatchProbe free;
    private final Mounts mounts;
    private final World world;

    /** Makes it with the help of a probe that no sandbox holds. */
    Tree(Path directory, long seed, BatchProbe free, Mounts mounts) throws IOException {
        this.place = directory.resolve(Long.toString(seed));
        this.free = free;
        this.mounts = mounts;
        this.world = new World(place, new SplittableRandom(seed));
        try {
            TreeMaker.fill(world, free);
            mounts.mount(world, free);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    World world() {
        return world;
    }

    /** What is in it, a line each. */
    List<String> listing() {
        Path root = world.root();
        return Entry.below(root).stream().map(entry -> entry.describedFrom(root)).toList();
    }

    @Override
    public void close() throws IOException {
        free.must(place.getParent(), "stop-listening");
        mounts.unmount(place, free);
        remove(place);
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setAttribute(path, "unix:mode", 0700);
            try (Stream<Path> entries = Files.list(path)) {
                for (Path entry : entries.toList()) {
                    remove(entry);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
