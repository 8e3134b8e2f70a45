package io.github.landlauncher.cli.demo;

import java.util.List;
import java.util.Optional;

/**
 * What came of one attempt of one attack, over all the times that git ran it.
 *
 * @param attempt what was tried
 * @param runs how often it ran
 * @param succeeded how often it says that it succeeded
 * @param denied how often it was denied
 * @param impossible why it could never be tried, if without a sandbox that is so
 * @param otherError an error that is no denial, if there was one
 * @param evident whether an effect was seen at the target
 */
record Outcome(
        Attempt attempt,
        int runs,
        int succeeded,
        int denied,
        Optional<String> impossible,
        Optional<String> otherError,
        boolean evident) {

    /** Adds up what the payloads recorded and sets what was seen at the targets against it. */
    static Outcome of(Attack attack, Attempt attempt, List<Trace> traces, Evidence evidence) {
        List<Trace> own = traces.stream()
                .filter(trace -> trace.attack() == attack && trace.attempt() == attempt)
                .toList();
        boolean evident = evidence.shows(attack, attempt, own);
        boolean impossible = !evident && own.stream().allMatch(Trace::impossible);
        return new Outcome(
                attempt,
                own.size(),
                (int) own.stream().filter(Trace::succeeded).count(),
                (int) own.stream().filter(Trace::denied).count(),
                own.stream().map(Trace::result).filter(result -> impossible).findFirst(),
                own.stream()
                        .filter(trace -> !trace.succeeded() && !trace.denied())
                        .map(Trace::result)
                        .findFirst(),
                evident);
    }

    /** Whether it ran at all. */
    boolean ran() {
        return runs > 0;
    }

    /** Whether it ran, succeeded each time, and had its effect. */
    boolean success() {
        return ran() && succeeded == runs && evident;
    }

    /** Whether it ran, was denied each time, and had no effect. */
    boolean held() {
        return ran() && denied == runs && !evident;
    }

    /** For the table. */
    @Override
    public String toString() {
        if (!ran()) {
            return "did not run";
        }
        if (success()) {
            return "succeeded";
        }
        if (held()) {
            return attempt.denial();
        }
        return otherError.map(error -> "failed: " + error)
                .orElseGet(() -> succeeded + " of " + runs + " succeeded, "
                        + (evident ? "effect seen" : "no effect seen"));
    }
}
