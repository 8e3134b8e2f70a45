package io.github.landlauncher.it.explain;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The kernel as the judge of forecasts: rounds of operations on trees and under policies that follow
 * from a seed. Round number n of a seed is the first round of the seed that is n more.
 */
final class Oracle {

    /** Rounds that go on at the same time; most of the time one waits for a probe's answer. */
    private static final int WORKERS = 2;

    private final Path directory;
    private final Function<World, SandboxPolicy> policies;
    private final Function<SandboxPolicy, Forecast> forecasts;
    private final Mounts mounts;

    /**
     * Works in an empty directory.
     *
     * @param policies makes a policy for a tree
     * @param forecasts is asked once for each policy, when a program starts with it
     * @param mounts what is mounted in the trees
     */
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
        return seed != null ? seed : System.currentTimeMillis() * 1000;
    }

    /**
     * Compares at least so many operations.
     *
     * @return what was tried
     * @throws AssertionError at the first difference, with all that is needed to see it again
     */
    Tally compare(long seed, int operations) throws InterruptedException {
        AtomicLong next = new AtomicLong(seed);
        Tally tally = new Tally();
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        List<Future<Void>> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            String name = "peer" + i;
            workers.add(threads.submit(() -> work(name, next, operations, tally)));
        }
        threads.shutdown();
        AssertionError failure = null;
        for (Future<Void> worker : workers) { // all of them: their trees are in a directory of the caller's
            try {
                worker.get();
            } catch (ExecutionException e) {
                AssertionError another =
                        e.getCause() instanceof AssertionError difference ? difference : new AssertionError(e);
                failure = failure == null ? another : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return tally;
    }

    /** Goes on until all is done or somebody has failed. */
    private Void work(String name, AtomicLong next, int operations, Tally tally) throws IOException {
        try (BatchProbe free = BatchProbe.free()) {
            Peers peers = Peers.of(free, directory, name);
            while (tally.all() < operations && !tally.isOver()) {
                round(next.getAndIncrement(), free, peers, tally);
            }
        } finally {
            tally.over();
        }
        return null;
    }

    private void round(long seed, BatchProbe free, Peers peers, Tally tally) {
        try (Tree tree = new Tree(directory, seed, free, mounts)) {
            List<String> before = tree.listing();
            SandboxPolicy policy = policies.apply(tree.world());
            try (Round round = new Round(tree.world(), policy, forecasts, free, peers)) {
                Difference difference = round.run(tally);
                if (difference != null) {
                    throw new AssertionError(difference + "tree at the beginning:\n"
                            + String.join("\n", before).indent(2)
                            + "again with -Dlandlauncher.seed=" + seed);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("-Dlandlauncher.seed=" + seed + ": " + e, e);
        }
    }
}
