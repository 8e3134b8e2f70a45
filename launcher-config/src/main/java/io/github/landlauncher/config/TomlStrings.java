package io.github.landlauncher.config;

/** Knows of TOML what strings and comments are: enough to tell where a line ends that holds strings. */
final class TomlStrings {

    /** A multi-line string may have that many quotes of its own in front of the three that end it. */
    private static final int MAX_OWN_QUOTES = 2;

    private TomlStrings() {}

    /**
     * The first end of a line outside of strings, or the end of the text.
     *
     * @param start outside of strings
     */
    static int endOfLine(String text, int start) {
        int i = start;
        while (i < text.length()) {
            switch (text.charAt(i)) {
                case '\n' -> {
                    return i;
                }
                case '#' -> {
                    int end = text.indexOf('\n', i);
                    return end < 0 ? text.length() : end;
                }
                case '"', '\'' -> i = afterString(text, i);
                default -> i++;
            }
        }
        return text.length();
    }

    /** Behind a string, or at the end of the line or text which a string should end before. */
    private static int afterString(String text, int start) {
        char quote = text.charAt(start);
        String three = String.valueOf(quote).repeat(3);
        boolean multiLine = text.startsWith(three, start);
        int i = start + (multiLine ? three.length() : 1);
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\n' && !multiLine) {
                return i;
            } else if (c == '\\' && quote == '"' && (multiLine || !text.startsWith("\n", i + 1))) {
                i += 2;
            } else if (c != quote || multiLine && !text.startsWith(three, i)) {
                i++;
            } else {
                return multiLine ? afterQuotes(text, i + three.length(), quote) : i + 1;
            }
        }
        return text.length();
    }

    private static int afterQuotes(String text, int start, char quote) {
        int i = start;
        while (i < text.length() && i < start + MAX_OWN_QUOTES && text.charAt(i) == quote) {
            i++;
        }
        return i;
    }
}
