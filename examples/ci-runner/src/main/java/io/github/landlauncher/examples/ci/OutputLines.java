package io.github.landlauncher.examples.ci;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of what a program writes, fit for a terminal: a control character, by which a program
 * could rewrite what others have printed, becomes a question mark.
 */
final class OutputLines {

    /** What is longer becomes several lines. */
    static final int MAX_LINE = 4096;

    private final Consumer<String> lines;

    OutputLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Takes all whole lines out of a buffer, and what is left of it if that is too long for a line or
     * the end.
     */
    void take(ByteBuffer bytes, boolean closed) {
        int start = bytes.position();
        for (int i = start; i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n') {
                line(bytes, start, i);
                start = i + 1;
            } else if (i - start + 1 == MAX_LINE) {
                line(bytes, start, i + 1);
                start = i + 1;
            }
        }
        if (closed && start < bytes.limit()) {
            line(bytes, start, bytes.limit());
            start = bytes.limit();
        }
        bytes.position(start);
    }

    private void line(ByteBuffer bytes, int start, int end) {
        byte[] line = new byte[end - start];
        bytes.get(start, line);
        lines.accept(printable(new String(line, StandardCharsets.UTF_8)));
    }

    /** A line without its line feed, with nothing in it that moves a cursor. */
    static String printable(String line) {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return text.codePoints()
                .map(c -> c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)
                        ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
