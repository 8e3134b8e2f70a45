package io.github.landlauncher.bench;

/**
 * How much the long measurements do.
 *
 * @param rateRounds how often each front end is measured with each number of threads
 * @param rateMillis how long each time, in milliseconds
 * @param gitRuns the runs of git
 * @param transfers the rounds of transfers, one by each front end
 * @param bytes the size of one transfer
 * @param children the most children at once; fewer where the limit of descriptors asks for it
 */
record EnduranceScale(
        int rateRounds, int rateMillis, int gitRuns, int transfers, long bytes, int children) {

    /** What docs/benchmarks.md is made with. */
    static final EnduranceScale FULL = new EnduranceScale(7, 2_000, 100_000, 15, 10L << 30, 5_000);

    /** Enough to see that everything runs, not for a verdict. */
    static final EnduranceScale QUICK = new EnduranceScale(1, 500, 2_000, 3, 256L << 20, 200);

    /** The one that the first argument of a JVM asks for. */
    static EnduranceScale of(boolean quick) {
        return quick ? QUICK : FULL;
    }
}
