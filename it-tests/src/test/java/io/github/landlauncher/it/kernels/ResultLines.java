package io.github.landlauncher.it.kernels;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The file of results that a guest leaves: facts about it, then a line for each test, then their
 * number, without which the file is only a part of one. Words of a line are separated by tabs.
 */
final class ResultLines {

    /** The first word of the last line. */
    static final String END = "end";

    private final PrintStream results;
    private int tests;

    ResultLines(PrintStream results) {
        this.results = results;
    }

    /** Writes what is known about the guest: a word for it, and what there is to say. */
    void fact(String... words) {
        results.println(join(words));
    }

    /** Writes what came of a test, and returns the line. */
    String test(TestResult test) {
        tests++;
        String line = join(
                test.outcome().name(),
                test.type(),
                test.name(),
                test.reason(),
                Long.toString(test.millis()));
        results.println(line);
        return line;
    }

    /** How many tests have been written. */
    int tests() {
        return tests;
    }

    /** Writes the last line. */
    void end() {
        results.println(join(END, Integer.toString(tests)));
    }

    private static String join(String... words) {
        return Arrays.stream(words).map(ResultLines::oneLine).collect(Collectors.joining("\t"));
    }

    private static String oneLine(String text) {
        return text.strip().replace('\t', ' ').replaceAll("\\s*[\r\n]\\s*", " | ");
    }
}
