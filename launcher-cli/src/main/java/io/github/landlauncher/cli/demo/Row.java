package io.github.landlauncher.cli.demo;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import java.util.Optional;

/**
 * One attempt of one attack, without and with a sandbox.
 *
 * @param attack what made git run the payload
 * @param attempt what the payload tried
 * @param plain what came of it under ProcessBuilder
 * @param sandboxed what came of it under Landlauncher
 * @param needs the ABI that would deny it, if this kernel cannot
 */
record Row(
        Attack attack,
        Attempt attempt,
        Outcome plain,
        Outcome sandboxed,
        Optional<LandlockAbi> needs) {

    /** Sets what came of an attempt against what was to be enforced. */
    static Row of(
            Attack attack,
            Attempt attempt,
            Outcome plain,
            Outcome sandboxed,
            Enforcement enforcement) {
        Optional<LandlockAbi> needs = enforcement.enforces(attempt.deniedBy())
                ? Optional.empty()
                : Optional.of(attempt.deniedBy().since());
        return new Row(attack, attempt, plain, sandboxed, needs);
    }

    /** Whether the attempt succeeded without a sandbox, and was denied in it if this kernel can. */
    boolean passed() {
        return plain.success() && (needs.isPresent() ? sandboxed.ran() : sandboxed.held());
    }

    /** The sandboxed outcome, for the table. */
    String sandboxedText() {
        return needs.filter(abi -> sandboxed.ran())
                .map(abi -> "needs ABI " + abi.number())
                .orElseGet(sandboxed::toString);
    }
}
