package io.github.landlauncher.bench;

/**
 * How much the long measurements do.
 *
 * @param rounds how often the starts of each front end are measured
 * @param starts how many each time, one after the other
 * @param rateMillis how long each time with each number of threads, in milliseconds
 * @param gitRuns the runs of git
 * @param transfers the rounds of transfers, one by each front end
 * @param bytes the size of one transfer
 * @param children the children at once of every front end
 * @param mostChildren the children at once of those that have a budget, if the limit of descriptors
 *     has room for them, or else as many as it has room for
 */
record EnduranceScale(
        int rounds, int starts, int rateMillis, int gitRuns, int transfers, long bytes, int children,
        int mostChildren) {

    /** What docs/benchmarks.md is made with. */
    static final EnduranceScale FULL =
            new EnduranceScale(7, 1_000, 2_000, 100_000, 15, 10L << 30, 2_000, 5_000);

    /** Enough to see that everything runs, not for a verdict. */
    static final EnduranceScale QUICK =
            new EnduranceScale(1, 100, 500, 2_000, 3, 256L << 20, 100, 200);
}
