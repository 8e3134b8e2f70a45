package io.github.landlauncher.cli.convert;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the words that several launchers have in common. */
final class Words {

    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");

    private static final Pattern WHITE_SPACE =
            Pattern.compile("\\A\\p{IsWhite_Space}+|\\p{IsWhite_Space}+\\z");

    private static final int MAX_PORT = 65535;

    private Words() {}

    /**
     * A text without the white space at its ends that Unicode says is such, no-break spaces included, as
     * strings.TrimSpace of Go has it; {@link String#strip()} knows less of it, and some controls.
     */
    static String trimmed(String text) {
        return WHITE_SPACE.matcher(text).replaceAll("");
    }

    /**
     * A port.
     *
     * @param where the words it stands in, for the problem
     * @param problems gets a sentence if it is not a number of 0 to 65535
     */
    static Optional<Integer> port(String where, String text, List<String> problems) {
        if (DIGITS.matcher(text).matches() && Integer.parseInt(text) <= MAX_PORT) {
            return Optional.of(Integer.parseInt(text));
        }
        problems.add(where + ": \"" + text + "\" is not a port, a number of 0 to " + MAX_PORT);
        return Optional.empty();
    }
}
