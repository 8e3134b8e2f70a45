package io.github.landlauncher.examples.ci;

import java.time.Duration;

/**
 * What became of a step.
 *
 * @param step which one
 * @param outcome in a word
 * @param detail what there is to say: the exit status, or why it was not started
 * @param duration how long it took
 */
record StepResult(Step step, Outcome outcome, String detail, Duration duration) {

    /** How a step can end. */
    enum Outcome {
        PASSED("ok"),
        FAILED("failed"),
        TIMED_OUT("timed out"),
        NOT_STARTED("not started"),
        SKIPPED("skipped");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static StepResult ended(Step step, int exitValue, Duration duration) {
        return exitValue == 0
                ? new StepResult(step, Outcome.PASSED, "", duration)
                : new StepResult(step, Outcome.FAILED, "exit status " + exitValue, duration);
    }

    static StepResult timedOut(Step step, Duration duration) {
        return new StepResult(
                step, Outcome.TIMED_OUT, "after " + step.timeout().toSeconds() + " s", duration);
    }

    static StepResult notStarted(Step step, String why) {
        return new StepResult(step, Outcome.NOT_STARTED, why, Duration.ZERO);
    }

    static StepResult skipped(Step step) {
        return new StepResult(step, Outcome.SKIPPED, "", Duration.ZERO);
    }

    boolean passed() {
        return outcome == Outcome.PASSED;
    }
}
