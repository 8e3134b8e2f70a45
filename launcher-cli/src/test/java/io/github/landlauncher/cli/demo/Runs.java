package io.github.landlauncher.cli.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs of the demo that never happened. */
final class Runs {

    static final String SECRET = "the secret";

    static final Map<Attempt, String> SECRETS =
            Map.of(Attempt.READ, SECRET, Attempt.ENVIRONMENT, "the token");

    static final Evidence NO_EVIDENCE = new Evidence(SECRETS, Map.of(), false);

    private static final Set<String> ALL =
            Stream.of(Attack.values()).map(Attack::id).collect(Collectors.toSet());

    private Runs() {}

    /** Every attack ran and had all it wanted; all work succeeded. */
    static Run allSucceeded() {
        return run(true, new Evidence(SECRETS, arrived(ALL), true), 0);
    }

    /** Every attack ran and got nothing; all work succeeded. */
    static Run allDenied() {
        return allDenied(0);
    }

    /** The same, but git exited with this. */
    static Run allDenied(int exitValue) {
        return run(false, NO_EVIDENCE, exitValue);
    }

    private static Run run(boolean success, Evidence evidence, int exitValue) {
        List<Trace> traces = new ArrayList<>();
        for (Attack attack : Attack.values()) {
            for (Attempt attempt : Attempt.values()) {
                traces.add(new Trace(
                        attack,
                        attempt,
                        success ? "ok" : denial(attempt),
                        success ? SECRETS.getOrDefault(attempt, "") : ""));
            }
        }
        Git.Ended gc = new Git.Ended("git gc", exitValue, "what git said");
        return new Run(List.of(gc), traces, evidence);
    }

    /** What a payload records when it is denied this. */
    static String denial(Attempt attempt) {
        return switch (attempt) {
            case DAEMON -> "ended";
            case ENVIRONMENT -> "not set";
            default -> "Permission denied";
        };
    }

    /** These attacks left something at each target. */
    static Map<Attempt, Set<String>> arrived(Set<String> attacks) {
        Map<Attempt, Set<String>> arrived = new EnumMap<>(Attempt.class);
        for (Attempt attempt : Attempt.values()) {
            arrived.put(attempt, attacks);
        }
        return arrived;
    }

    /** The run, with other results of one attempt and nothing that comes of it. */
    static Run withResult(Attempt attempt, String result, Run run) {
        List<Trace> traces = run.traces().stream()
                .map(trace -> trace.attempt() == attempt
                        ? new Trace(trace.attack(), attempt, result, "")
                        : trace)
                .toList();
        Map<Attempt, Set<String>> arrived = new EnumMap<>(Attempt.class);
        arrived.putAll(run.evidence().arrived());
        arrived.remove(attempt);
        return new Run(run.work(), traces,
                new Evidence(run.evidence().secrets(), arrived, run.evidence().signalled()));
    }

    /** The run, but without any trace of one attack. */
    static Run without(Attack attack, Run run) {
        List<Trace> rest =
                run.traces().stream().filter(trace -> trace.attack() != attack).toList();
        return new Run(run.work(), rest, run.evidence());
    }

    /** The run, with one more trace. */
    static Run with(Trace trace, Run run) {
        List<Trace> more = Stream.concat(run.traces().stream(), Stream.of(trace)).toList();
        return new Run(run.work(), more, run.evidence());
    }

    /** The run, with other things seen at the targets. */
    static Run with(Evidence evidence, Run run) {
        return new Run(run.work(), run.traces(), evidence);
    }
}
