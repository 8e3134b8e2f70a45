package io.github.landlauncher.git;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Something that a repository says and that {@link GitSandbox} did not simply follow.
 *
 * @param outcome what became of it
 * @param file the file that says it
 * @param says what it says, printable and cut off after 200 characters
 * @param why why it was not followed
 */
public record GitFinding(Outcome outcome, Path file, String says, String why) {

    private static final int LONGEST = 200;

    /** What became of something that was found. */
    public enum Outcome {
        /** It leads somewhere that the caller has not allowed; the sandbox has no rule for it. */
        NOT_GRANTED,

        /** It names a command, and the environment of the sandbox overrides it. */
        NEUTRALISED,

        /** It cannot be overridden or was not understood; no command is given unless allowed. */
        REFUSED,

        /** It does no harm in the sandbox, but outside of it might. */
        NOTED
    }

    /** Makes the text printable. */
    public GitFinding {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(why, "why");
        says = printable(says);
    }

    /** Text of an attacker as it can be shown: no control characters, ASCII, not long. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~') {
                shown.append(c);
            } else {
                shown.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.length() > LONGEST ? shown + "..." : shown.toString();
    }

    /** One line: outcome, file, what it says, why. */
    @Override
    public String toString() {
        return outcome + " " + printable(file.toString()) + ": " + says + " (" + why + ")";
    }
}
