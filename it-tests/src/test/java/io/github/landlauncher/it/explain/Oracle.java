package io.github.landlauncher.it.explain;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The kernel as the judge of forecasts: rounds of operations on trees and under policies that follow
 * from a seed. Round number n of a seed is the first round of the seed that is n more.
 */
final class Oracle {

    /** Operations on one tree, under one policy. */
    private static final int ROUND = 100;

    private final Path directory;
    private final Function<World, SandboxPolicy> policies;
    private final Function<SandboxPolicy, Forecast> forecasts;
    private final Mounts mounts;
    private final Tally tally = new Tally();

    /** Works in an empty directory. */
    Oracle(
            Path directory,
            Function<World, SandboxPolicy> policies,
            Function<SandboxPolicy, Forecast> forecasts,
            Mounts mounts) {
        this.directory = directory;
        this.policies = policies;
        this.forecasts = forecasts;
        this.mounts = mounts;
    }

    /** The seed that the system property names, or another one each time. */
    static long seed() {
        Long seed = Long.getLong("landlauncher.seed");
        return seed != null ? seed : System.nanoTime() >>> 10;
    }

    /**
     * Compares at least so many operations.
     *
     * @return what was tried
     * @throws AssertionError at the first difference, with all that is needed to see it again
     */
    Tally compare(long seed, int operations) throws IOException {
        try (BatchProbe free = BatchProbe.free()) {
            String abstractName = "landlauncher-oracle-" + ProcessHandle.current().pid();
            free.must(directory, "keep-abstract", abstractName);
            for (long round = seed; tally.all() < operations; round++) {
                Optional<Difference> difference = round(round, free, abstractName);
                if (difference.isPresent()) {
                    throw new AssertionError(difference.get() + "tree at the beginning:\n"
                            + String.join("\n", listing(round, free)).indent(2)
                            + "after " + tally.all() + " operations; again with -Dlandlauncher.seed=" + round);
                }
            }
        }
        return tally;
    }

    private Optional<Difference> round(long seed, BatchProbe free, String abstractName)
            throws IOException {
        World world = world(seed, free);
        try (Round round =
                new Round(world, policies.apply(world), forecasts, free, abstractName, tally)) {
            return round.run(ROUND);
        } catch (IOException | RuntimeException e) { // the seed is needed then too
            throw new AssertionError("-Dlandlauncher.seed=" + seed + ": " + e, e);
        } finally {
            remove(place(seed), free);
        }
    }

    private World world(long seed, BatchProbe free) throws IOException {
        World world = new World(place(seed), new SplittableRandom(seed));
        TreeMaker.fill(world, free);
        mounts.mount(world, free);
        return world;
    }

    private List<String> listing(long seed, BatchProbe free) throws IOException {
        try {
            return world(seed, free).listing();
        } finally {
            remove(place(seed), free);
        }
    }

    private Path place(long seed) {
        return directory.resolve(Long.toString(seed));
    }

    private void remove(Path path, BatchProbe free) throws IOException {
        mounts.unmount(path, free);
        removeAll(path);
    }

    private static void removeAll(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setAttribute(path, "unix:mode", 0700);
            try (Stream<Path> entries = Files.list(path)) {
                for (Path entry : entries.toList()) {
                    removeAll(entry);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
