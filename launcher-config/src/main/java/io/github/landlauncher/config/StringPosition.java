package io.github.landlauncher.config;

import java.util.List;

/** Finds the places of the characters of a string in the text that the string was read from. */
final class StringPosition {

    /** What a string begins with; the longer ones first. A line break after three is not a part of it. */
    private static final List<String> QUOTES =
            List.of("\"\"\"\r\n", "'''\r\n", "\"\"\"\n", "'''\n", "\"\"\"", "'''", "\"", "'");

    private final TextLines lines;
    private final Position string;

    /** Offset of the first character of the string's value. */
    private final int begin;

    /** How many characters of the value are in the text as they are. */
    private final int same;

    StringPosition(TextLines lines, Node.Text node) {
        this.lines = lines;
        this.string = node.position();
        int offset = lines.offset(string);
        String content = lines.content();
        this.begin = offset + QUOTES.stream()
                .filter(quote -> content.startsWith(quote, offset))
                .findFirst()
                .map(String::length)
                .orElse(0);
        this.same = same(content, begin, node.value());
    }

    private static int same(String content, int begin, String value) {
        int max = Math.min(value.length(), content.length() - begin);
        int same = 0;
        while (same < max && content.charAt(begin + same) == value.charAt(same)) {
            same++;
        }
        return same;
    }

    /**
     * Where a character of the value is; where the string begins, if there is an escape before it, so
     * that nobody is sent to a wrong place.
     *
     * @param index of the character in the value
     */
    Position of(int index) {
        return index <= same ? lines.position(begin + index) : string;
    }
}
