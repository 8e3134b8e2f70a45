package io.github.landlauncher.bench;

import java.util.Locale;

/**
 * One line of the result.
 *
 * @param what what was measured
 * @param measured the result
 * @param budget what it should be, or empty if it is only told
 * @param met whether it is
 */
record Row(String what, String measured, String budget, boolean met) {

    /** A row without a budget. */
    static Row told(String what, String measured) {
        return new Row(what, measured, "", true);
    }

    /** A ratio that should not be larger. */
    static Row atMost(String what, double ratio, double most, String detail) {
        return new Row(what, text("%.2f (%s)", ratio, detail), text("<= %.2f", most), ratio <= most);
    }

    /** A ratio that should not be smaller. */
    static Row atLeast(String what, double ratio, double least, String detail) {
        return new Row(what, text("%.2f (%s)", ratio, detail), text(">= %.2f", least), ratio >= least);
    }

    /** Formats without the user's locale. */
    static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** The row of a Markdown table. */
    @Override
    public String toString() {
        String verdict = budget.isEmpty() ? "" : met ? "yes" : "**no**";
        return "| " + what + " | " + measured + " | " + budget + " | " + verdict + " |";
    }
}
