package io.github.landlauncher.config;

import java.util.Arrays;

/** Knows where the lines of a text begin, so that a place costs no walk through all of it. */
final class TextLines {

    private final String name;
    private final String content;

    /** Offsets of the first character of each line, in their order. */
    private final int[] starts;

    TextLines(ConfigText text) {
        this.name = text.name();
        this.content = text.content();
        int[] found = new int[16];
        int lines = 1;
        for (int end = content.indexOf('\n'); end >= 0; end = content.indexOf('\n', end + 1)) {
            if (lines == found.length) {
                found = Arrays.copyOf(found, 2 * lines);
            }
            found[lines++] = end + 1;
        }
        this.starts = Arrays.copyOf(found, lines);
    }

    String name() {
        return name;
    }

    String content() {
        return content;
    }

    /** How many characters there are before a place. */
    int offset(Position position) {
        return starts[Math.min(position.line(), starts.length) - 1] + position.column() - 1;
    }

    /** The place of the character with this many before it. */
    Position position(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, offset - starts[line] + 1);
    }
}
