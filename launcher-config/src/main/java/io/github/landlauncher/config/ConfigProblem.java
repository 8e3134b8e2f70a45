package io.github.landlauncher.config;

import java.util.Objects;

/**
 * Something in a file that is not as the format has it, or a file that cannot be read.
 *
 * @param source the file, or whatever name the text was given
 * @param line 1 or more; 0 if the problem is the file itself
 * @param column 1 or more, in UTF-16 units; 0 if the problem is the file itself
 * @param message what is wrong, and what was expected
 */
public record ConfigProblem(String source, int line, int column, String message) {

    /** Checks the components. */
    public ConfigProblem {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(message, "message");
    }

    static ConfigProblem at(String source, Position position, String message) {
        return new ConfigProblem(source, position.line(), position.column(), message);
    }

    static ConfigProblem of(String source, String message) {
        return new ConfigProblem(source, 0, 0, message);
    }

    /**
     * As compilers say it, on one line: {@code "policy.toml:3:18: ..."}. Characters that are not seen, or that
     * would move a terminal's cursor, are escaped: names and texts come from anywhere.
     */
    @Override
    public String toString() {
        String place = line == 0 ? "" : line + ":" + column + ":";
        return visible(source) + ":" + place + " " + visible(message);
    }

    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
                        Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    visible.append(String.format("\\u%04x", c));
                default -> visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }
}
