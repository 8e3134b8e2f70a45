package io.github.landlauncher.bench;

/**
 * How much is measured.
 *
 * @param rounds how often each kind of start is run by JMH, each time in a fresh JVM
 * @param warmupSeconds how long each of these runs warms up
 * @param seconds how long each of these runs measures
 * @param nativeStarts the starts of one run of the C program
 * @param pairs the pairs of transfers, one by each launcher
 * @param bytes the size of one transfer
 * @param children how many children run at once when threads and descriptors are counted
 * @param growthStarts the starts after which nothing may have grown
 * @param coldPairs the pairs of fresh JVMs
 */
record Scale(
        int rounds,
        int warmupSeconds,
        int seconds,
        int nativeStarts,
        int pairs,
        long bytes,
        int children,
        int growthStarts,
        int coldPairs) {

    /** What docs/benchmarks.md is made with. */
    static final Scale FULL = new Scale(7, 6, 6, 10_000, 15, 256L << 20, 400, 100_000, 15);

    /** Enough to see that everything runs, not for a verdict. */
    static final Scale QUICK = new Scale(2, 2, 2, 1_000, 3, 32L << 20, 50, 2_000, 3);
}
