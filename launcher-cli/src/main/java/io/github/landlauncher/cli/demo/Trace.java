package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One line of a payload's record: that an attack ran, and what came of one attempt.
 *
 * @param attack what made git run the payload
 * @param attempt what the payload tried
 * @param result {@code "ok"}, or the text of the error
 * @param gained what the payload got hold of, the id of its daemon, or empty
 */
record Trace(Attack attack, Attempt attempt, String result, String gained) {

    /** Whether the payload says that it succeeded. */
    boolean succeeded() {
        return result.equals("ok");
    }

    /** Whether something kept the attempt from succeeding, such as EACCES, and no other error did. */
    boolean denied() {
        return attempt.isDenial(result);
    }

    /** Whether, without a sandbox, this says that the attempt cannot be made on this machine. */
    boolean impossible() {
        return attempt.isImpossible(result);
    }

    /**
     * This trace, with what its payload could not know: whether the daemon that it left lives on.
     *
     * @param living the ids of the processes that do
     */
    Trace knowing(Set<Long> living) {
        boolean ended = attempt == Attempt.DAEMON && succeeded() && !living.contains(daemon());
        return ended ? new Trace(attack, attempt, Attempt.ENDED, gained) : this;
    }

    private long daemon() {
        return Long.parseLong(gained);
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
        Trace trace = new Trace(attack, attempt, fields[2], fields[3]);
        boolean daemon = attempt == Attempt.DAEMON && trace.succeeded();
        if (daemon && !trace.gained().matches("\\d{1,10}")) {
            throw unreadable(line);
        }
        return trace;
    }

    private static IOException unreadable(String line) {
        return new IOException("the payload's record has a line of another kind: " + line);
    }
}
