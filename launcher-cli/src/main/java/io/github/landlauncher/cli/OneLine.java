package io.github.landlauncher.cli;

import java.util.regex.Pattern;

/** Makes one line of a text that may have paths and names in it, which come from anywhere. */
final class OneLine {

    /** Controls, line ends among them, and what is not seen or turns others around. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private OneLine() {}

    /** The text with escapes for what would not be seen as it is. */
    static String of(String text) {
        return HIDDEN.matcher(text).replaceAll(
                hidden -> String.format("\\\\u%04x", hidden.group().codePointAt(0)));
    }
}
