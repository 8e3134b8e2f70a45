package io.github.landlauncher.text;

/** Text of anywhere as it can be shown on one line: a path or a name may have been written to deceive. */
public final class VisibleText {

    private VisibleText() {}

    /**
     * The same text with escapes for line ends and other characters that are not seen, turn others around
     * or would move a terminal's cursor.
     */
    public static String of(Object text) {
        String whole = text.toString();
        int i = 0;
        while (i < whole.length() && whole.charAt(i) >= ' ' && whole.charAt(i) <= '~') {
            i++;
        }
        return i == whole.length() ? whole : escaped(whole);
    }

    private static String escaped(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
                        Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    visible.append(String.format("\\u%04x", c));
                default -> visible.appendCodePoint(c);
            }
        }
        return visible.toString();
    }
}
