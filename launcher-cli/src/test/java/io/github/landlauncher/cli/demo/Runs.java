package io.github.landlauncher.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs of the demo that never happened. */
final class Runs {

    static final String SECRET = "the secret";

    private static final Set<String> ALL =
            Stream.of(Attack.values()).map(Attack::id).collect(Collectors.toSet());

    private Runs() {}

    /** Every attack ran and had all it wanted; all work succeeded. */
    static Run allSucceeded() {
        return run("ok", SECRET, new Evidence(SECRET, ALL, ALL, true), 0);
    }

    /** Every attack ran and got nothing; all work succeeded. */
    static Run allDenied() {
        return allDenied(0);
    }

    /** The same, but git exited with this. */
    static Run allDenied(int exitValue) {
        Evidence nothing = new Evidence(SECRET, Set.of(), Set.of(), false);
        return run("Permission denied", "", nothing, exitValue);
    }

    private static Run run(String result, String gained, Evidence evidence, int exitValue) {
        List<Trace> traces = new ArrayList<>();
        for (Attack attack : Attack.values()) {
            for (Attempt attempt : Attempt.values()) {
                traces.add(new Trace(
                        attack, attempt, result, attempt == Attempt.READ ? gained : ""));
            }
        }
        Git.Ended gc = new Git.Ended("git gc", exitValue, "what git said");
        return new Run(List.of(gc), traces, evidence);
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
