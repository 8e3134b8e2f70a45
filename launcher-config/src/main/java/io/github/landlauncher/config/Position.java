package io.github.landlauncher.config;

/**
 * A place in a text.
 *
 * @param line 1 or more
 * @param column 1 or more, in UTF-16 units
 */
record Position(int line, int column) {

    /** As in front of messages: {@code 3:18}. */
    String text() {
        return line + ":" + column;
    }
}
