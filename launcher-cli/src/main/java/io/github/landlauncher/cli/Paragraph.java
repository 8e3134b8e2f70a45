package io.github.landlauncher.cli;

/** Text broken into lines. */
public final class Paragraph {

    private Paragraph() {}

    /**
     * Breaks a text at spaces.
     *
     * @param text one line
     * @param indent how far each line but the first is indented, and where the first begins
     * @param width how long a line may be; a longer word has a line to itself
     */
    public static String wrapped(String text, int indent, int width) {
        StringBuilder lines = new StringBuilder();
        int column = indent;
        for (String word : text.split(" ")) {
            boolean first = lines.isEmpty();
            if (!first && column + 1 + word.length() > width) {
                lines.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (!first) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
