package io.github.landlauncher.config;

/** Finds the place of a character of a string in the text that the string was read from. */
final class StringPosition {

    private static final String[] QUOTES = {"\"\"\"\n", "'''\n", "\"\"\"\r\n", "'''\r\n", "\"\"\"", "'''", "\"", "'"};

    private StringPosition() {}

    /**
     * Where the character is; where the string begins, if there is an escape before the character,
     * so that nobody is sent to a wrong place.
     *
     * @param index of the character in the string's value
     */
    static Position of(String content, Node.Text node, int index) {
        int begin = offset(content, node.position());
        String before = node.value().substring(0, index);
        for (String quote : QUOTES) {
            if (content.startsWith(quote, begin) && content.startsWith(before, begin + quote.length())) {
                return moved(node.position(), quote + before);
            }
        }
        return node.position();
    }

    private static int offset(String content, Position position) {
        int lineStart = 0;
        for (int line = 1; line < position.line(); line++) {
            lineStart = content.indexOf('\n', lineStart) + 1;
        }
        return lineStart + position.column() - 1;
    }

    private static Position moved(Position from, String over) {
        int lastBreak = over.lastIndexOf('\n');
        if (lastBreak < 0) {
            return new Position(from.line(), from.column() + over.length());
        }
        int breaks = (int) over.chars().filter(c -> c == '\n').count();
        return new Position(from.line() + breaks, over.length() - lastBreak);
    }
}
