package io.github.landlauncher.text;

/** Text as the source of a Java program has it. */
public final class JavaText {

    private JavaText() {}

    /** A string literal that shows letters, digits and ASCII as they are, and escapes everything else. */
    public static String quoted(Object text) {
        String whole = text.toString();
        StringBuilder literal = new StringBuilder(whole.length() + 2).append('"');
        whole.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                literal.append('\\').appendCodePoint(c);
            } else if (c >= ' ' && c <= '~' || Character.isLetterOrDigit(c)) {
                literal.appendCodePoint(c);
            } else if (c < 0x100) { // octal: the compiler reads a line end in hexadecimal as a line end
                literal.append(String.format("\\%03o", c));
            } else {
                for (char unit : Character.toChars(c)) {
                    literal.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return literal.append('"').toString();
    }
}
