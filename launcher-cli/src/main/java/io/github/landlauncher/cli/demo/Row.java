package io.github.landlauncher.cli.demo;

import java.util.Optional;

/**
 * One attempt of one attack, without and with a sandbox.
 *
 * @param attack what made git run the payload
 * @param attempt what the payload tried
 * @param plain what came of it under ProcessBuilder
 * @param sandboxed what came of it under Landlauncher
 * @param opening why it may succeed in the sandbox, if nobody says that it is denied there
 */
record Row(
        Attack attack,
        Attempt attempt,
        Outcome plain,
        Outcome sandboxed,
        Optional<String> opening) {

    /** Sets what came of an attempt against what was to be enforced. */
    static Row of(Attack attack, Attempt attempt, Outcome plain, Outcome sandboxed, Claim claim) {
        return new Row(attack, attempt, plain, sandboxed, claim.opening(attempt));
    }

    /**
     * Whether the attempt succeeded without a sandbox, and was denied in it if that is claimed. One
     * that cannot be tried on this machine must not succeed in the sandbox either.
     */
    boolean passed() {
        if (untried()) {
            return sandboxed.held() || sandboxed.impossible().isPresent();
        }
        return plain.success() && (opening.isPresent() ? sandboxed.ran() : sandboxed.held());
    }

    /** Whether this machine has no means for the attempt, so that it proves nothing. */
    boolean untried() {
        return plain.impossible().isPresent();
    }

    /** The outcome without a sandbox, for the table. */
    String plainText() {
        return text(plain);
    }

    /** The sandboxed outcome, for the table. */
    String sandboxedText() {
        return opening.filter(why -> sandboxed.ran() && !untried()).orElseGet(() -> text(sandboxed));
    }

    private String text(Outcome outcome) {
        return outcome.impossible()
                .filter(reason -> untried())
                .map(reason -> "not tried: " + reason)
                .orElseGet(outcome::toString);
    }
}
