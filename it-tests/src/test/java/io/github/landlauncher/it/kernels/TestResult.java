package io.github.landlauncher.it.kernels;

/**
 * What came of a test.
 *
 * @param outcome what it came to
 * @param type the simple name of its class
 * @param name its name there, with that of the test it is a case of before it
 * @param reason why it was skipped or failed; empty if it passed
 * @param millis how long it took, in milliseconds
 */
record TestResult(Outcome outcome, String type, String name, String reason, long millis) {

    /** What tests come to. */
    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }
}
