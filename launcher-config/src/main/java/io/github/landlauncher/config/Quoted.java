package io.github.landlauncher.config;

/** Text of a file in a message: on one line, not too long, and harmless to a terminal. */
final class Quoted {

    private static final int MAX = 80;

    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(MAX).forEach(c -> append(quoted, c));
        if (text.codePointCount(0, text.length()) > MAX) {
            quoted.append("...");
        }
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                quoted.append(String.format("\\u%04x", c));
            default -> quoted.appendCodePoint(c);
        }
    }
}
