package io.github.landlauncher.cli.convert;

import io.github.landlauncher.SandboxPolicy;
import java.util.List;

/**
 * What the command line of another launcher means here.
 *
 * @param policy what the program may do
 * @param runOptions options of {@code landlauncher run} for what a policy does not say
 * @param command the program and its arguments; empty if there were none
 * @param notes where this is stricter than the other launcher, or fixed what that one leaves open
 * @param untranslated what was asked for and is missing from all of the above
 */
public record Translation(
        SandboxPolicy policy,
        List<String> runOptions,
        List<String> command,
        List<String> notes,
        List<String> untranslated) {

    /** Copies the lists. */
    public Translation {
        runOptions = List.copyOf(runOptions);
        command = List.copyOf(command);
        notes = List.copyOf(notes);
        untranslated = List.copyOf(untranslated);
    }
}
