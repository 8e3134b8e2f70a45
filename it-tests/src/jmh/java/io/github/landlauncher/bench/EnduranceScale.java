package io.github.landlauncher.bench;

/**
 * How much the long measurements do.
 *
 * @param rateRounds how often each front end is measured with each number of threads
 * @param rateMillis how long each time, in milliseconds
 * @param gitRuns the runs of git
 * @param transfers the rounds of transfers, one by each front end
 * @param bytes the size of one transfer
 * @param children the children at once of every front end
 * @param mostChildren the children at once of those that have a budget, if the limit of descriptors
 *     has room for them, or else as many as it has room for
 */
record EnduranceScale(
        int rateRounds, int rateMillis, int gitRuns, int transfers, long bytes, int children,
        int mostChildren) {

    /** What docs/benchmarks.md is made with. */
    static final EnduranceScale FULL =
            new EnduranceScale(7, 2_000, 100_000, 15, 10L << 30, 2_000, 5_000);

    /** Enough to see that everything runs, not for a verdict. */
    static final EnduranceScale QUICK =
            new EnduranceScale(1, 500, 2_000, 3, 256L << 20, 100, 200);
}
