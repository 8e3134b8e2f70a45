package io.github.landlauncher.cli.demo;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockFeature;
import java.util.Optional;

/**
 * What is said to hold in the sandbox.
 *
 * @param enforcement what the library reports
 */
record Claim(Enforcement enforcement) {

    /** Why an attempt may succeed, in the table's words, or empty if it is said to be denied. */
    Optional<String> opening(Attempt attempt) {
        boolean denied = attempt.feature().map(enforcement::enforces).orElse(false)
                || attempt.deniedBy().stream().anyMatch(this::enforces);
        return denied
                ? Optional.empty()
                : Optional.of(attempt.feature()
                        .map(LandlockFeature::since)
                        .map(abi -> "needs ABI " + abi.number())
                        .orElse("not covered"));
    }

    private boolean enforces(String what) {
        return enforcement.lines().stream()
                .filter(line -> line.what().equals(what))
                .anyMatch(line ->
                        line.status() == Status.ENFORCED || line.status() == Status.STRICTER);
    }
}
