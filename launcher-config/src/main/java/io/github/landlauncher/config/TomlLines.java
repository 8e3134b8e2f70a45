package io.github.landlauncher.config;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A TOML text without its blank lines and lines of comment, and the way back to the places of the whole
 * text. To tomlj 2.2.0 a row of such lines costs the third power of its length: 2,000 lines took 9 seconds.
 * A line is left out only outside of strings, so that what is left is TOML, and means the same, if and only
 * if the whole does.
 */
final class TomlLines {

    /**
     * Lines that are left. tomlj can find a problem in each, and every problem has a stack trace: as many
     * lines of two bytes as fit into a text, which is no policy, would take hundreds of megabytes.
     */
    static final int MAX_LINES = 16_384;

    /** Blank, or a comment of characters that TOML 1.0 allows there; other comments tomlj is to refuse. */
    private static final Pattern MEANINGLESS =
            Pattern.compile("[ \\t]*+(?:#[\\t\\x20-\\x7e\\x80-\\ud7ff\\ue000-\\x{10ffff}]*+)?\\r?");

    private final String content;
    /** For each line of the content, its number in the whole text. */
    private final int[] numbers;
    /** For each line of the content, where it begins, in code points. */
    private final int[] starts;
    /** Where the content has a character of two UTF-16 units, in code points. */
    private final int[] wide;

    private TomlLines(String content, int[] numbers) {
        this.content = content;
        this.numbers = numbers;
        int[] characters = content.codePoints().toArray();
        this.starts = IntStream.concat(IntStream.of(0),
                IntStream.range(0, characters.length)
                        .filter(i -> characters[i] == '\n')
                        .map(i -> i + 1)).toArray();
        this.wide = IntStream.range(0, characters.length)
                .filter(i -> Character.isSupplementaryCodePoint(characters[i])).toArray();
    }

    /**
     * The lines of a text that mean something, and the last.
     *
     * @throws ConfigException if there are more than {@value #MAX_LINES}
     */
    static TomlLines of(ConfigText text) throws ConfigException {
        String whole = text.content();
        StringBuilder content = new StringBuilder(whole.length());
        IntStream.Builder numbers = IntStream.builder();
        int kept = 0;
        int number = 1;
        int start = 0;
        while (start <= whole.length()) {
            int end = TomlStrings.endOfLine(whole, start);
            int next = Math.min(end + 1, whole.length());
            int lines = (int) whole.substring(start, end).chars().filter(c -> c == '\n').count() + 1;
            if (end == whole.length() || !MEANINGLESS.matcher(whole).region(start, end).matches()) {
                content.append(whole, start, next);
                IntStream.range(number, number + lines).forEach(numbers::add);
                kept += start == whole.length() ? 0 : lines;
            }
            if (kept > MAX_LINES) {
                throw new ConfigException(ConfigProblem.at(text.name(), new Position(number, 1),
                        "a policy has at most " + MAX_LINES + " lines, blank ones and comments not counted"));
            }
            number += lines;
            start = end + 1;
        }
        return new TomlLines(content.toString(), numbers.build().toArray());
    }

    /** What tomlj is to read. */
    String content() {
        return content;
    }

    /**
     * The place in the whole text.
     *
     * @param line of the content; of others, which only a quoted key can name, nothing is known
     * @param column in code points
     */
    Position position(int line, int column) {
        if (line < 1 || line > starts.length) {
            return new Position(line, column);
        }
        int start = starts[line - 1];
        int wideBefore = wideBefore(start + column - 1) - wideBefore(start);
        return new Position(numbers[line - 1], column + wideBefore);
    }

    private int wideBefore(int codePoint) {
        int found = Arrays.binarySearch(wide, codePoint);
        return found >= 0 ? found : -found - 1;
    }
}
