package io.github.landlauncher.cli.convert;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as a POSIX shell reads them. */
public final class ShellWords {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    /** Words on one line, quoted where a shell would make something else of them. */
    public static String line(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    /** An assignment of a variable, of which only the value is quoted. */
    public static String assignment(String assignment) {
        int equals = assignment.indexOf('=');
        String value = assignment.substring(equals + 1);
        return assignment.substring(0, equals + 1) + (value.isEmpty() ? "" : quoted(value));
    }

    private static String quoted(String word) {
        return HARMLESS.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
