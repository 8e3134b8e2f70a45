package io.github.landlauncher.it.escape;

import java.util.List;
import java.util.Optional;

/**
 * What became of an attempt, once.
 *
 * @param attempt its name
 * @param column {@link #BASELINE}, or under which profile it was made and for which ABI, 0 for a
 *     kernel without Landlock
 * @param result how it ended
 * @param complaint how that contradicts the Enforcement; empty if it does not
 */
record Observation(String attempt, String column, Result result, Optional<String> complaint) {

    /** The column of attempts without a sandbox. */
    static final String BASELINE = "BASELINE";

    static String column(Profile profile, int abi) {
        return profile + " V" + abi;
    }

    /** The observation as one line of text. */
    String line() {
        List<String> cells =
                List.of(attempt, column, result.verdict(), result.detail(), complaint.orElse(""));
        return cells.stream()
                .map(cell -> cell.replaceAll("[\\t\\n\\r]", " "))
                .reduce((left, right) -> left + "\t" + right)
                .orElseThrow();
    }

    static Observation parse(String line) {
        String[] cells = line.split("\t", -1);
        Optional<String> complaint = Optional.of(cells[4]).filter(text -> !text.isEmpty());
        return new Observation(cells[0], cells[1], new Result(cells[2], cells[3]), complaint);
    }
}
