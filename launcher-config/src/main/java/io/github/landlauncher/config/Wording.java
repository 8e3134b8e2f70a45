package io.github.landlauncher.config;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in our words what a library has found: what was expected first, then what is there. What no rule
 * knows stays as the library has it.
 */
final class Wording {

    /** For both formats, so that they are told the same. */
    static final String TOO_DEEP = "tables and arrays are nested more than "
            + ConfigText.MAX_NESTING + " deep; the format needs 4";

    private static final Pattern LINE_AND_COLUMN =
            Pattern.compile("line:? (\\d{1,9}), column:? (\\d{1,9})");

    /** In UTF-16 units. A message may quote what is as long as a whole text. */
    private static final int MAX_LENGTH = 300;

    private final List<Rule> rules;

    /** Of the rules, the first that knows a message applies. */
    Wording(Rule... rules) {
        this.rules = List.of(rules);
    }

    /** What a whole message looks like, and ours for it, as {@link Matcher#replaceFirst(String)} has it. */
    record Rule(Pattern message, String ours) {
        Rule(String message, String ours) {
            this(Pattern.compile(message, Pattern.DOTALL), ours);
        }
    }

    /**
     * Our message; a line and a column within it become {@code 3:18}, as in front of messages.
     *
     * @param positions what a line and a column of the library are in the text
     */
    String of(String message, BiFunction<Integer, Integer, Position> positions) {
        String placed = shortened(LINE_AND_COLUMN.matcher(message).replaceAll(place -> positions
                .apply(Integer.valueOf(place.group(1)), Integer.valueOf(place.group(2)))
                .text()));
        for (Rule rule : rules) {
            Matcher matcher = rule.message().matcher(placed);
            if (matcher.matches()) {
                return matcher.replaceFirst(rule.ours());
            }
        }
        return placed.substring(0, 1).toLowerCase(Locale.ROOT) + placed.substring(1);
    }

    /** A long message without its middle: what it quotes can begin it, and what is wrong ends it. */
    private static String shortened(String message) {
        int tooLong = message.length() - MAX_LENGTH;
        if (tooLong <= 0) {
            return message;
        }
        return message.substring(0, MAX_LENGTH / 2) + "..."
                + message.substring(message.length() - MAX_LENGTH / 2);
    }
}
