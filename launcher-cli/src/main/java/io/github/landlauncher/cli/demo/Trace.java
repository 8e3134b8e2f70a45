package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of a payload's record: that an attack ran, and what came of one attempt.
 *
 * @param attack what made git run the payload
 * @param attempt what the payload tried
 * @param result {@code "ok"}, or the text of the error
 * @param gained what the payload got hold of, or empty
 */
record Trace(Attack attack, Attempt attempt, String result, String gained) {

    /** Whether the payload says that it succeeded. */
    boolean succeeded() {
        return result.equals("ok");
    }

    /** Whether the payload was refused: EACCES or EPERM, and nothing else. */
    boolean denied() {
        return result.equals("Permission denied") || result.equals("Operation not permitted");
    }

    /**
     * Reads a record.
     *
     * @throws IOException if a line is not what a payload writes
     */
    static List<Trace> parse(List<String> lines) throws IOException {
        List<Trace> traces = new ArrayList<>();
        for (String line : lines) {
            traces.add(parse(line));
        }
        return traces;
    }

    private static Trace parse(String line) throws IOException {
        String[] fields = line.split("\t", -1);
        if (fields.length != 4) {
            throw unreadable(line);
        }
        Attack attack = Stream.of(Attack.values())
                .filter(one -> one.id().equals(fields[0]))
                .findFirst()
                .orElseThrow(() -> unreadable(line));
        Attempt attempt = Stream.of(Attempt.values())
                .filter(one -> one.id().equals(fields[1]))
                .findFirst()
                .orElseThrow(() -> unreadable(line));
        return new Trace(attack, attempt, fields[2], fields[3]);
    }

    private static IOException unreadable(String line) {
        return new IOException("the payload's record has a line of another kind: " + line);
    }
}
