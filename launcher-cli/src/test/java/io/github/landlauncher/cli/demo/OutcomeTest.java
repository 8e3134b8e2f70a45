package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutcomeTest {

    private static final Evidence NOTHING = new Evidence(Runs.SECRET, Set.of(), Set.of(), false);
    private static final Evidence CONNECTED =
            new Evidence(Runs.SECRET, Set.of(), Set.of("clean"), false);

    @Test
    void what_left_no_trace_did_not_run() {
        Outcome outcome = outcome(NOTHING);

        assertThat(outcome).hasToString("did not run");
        assertThat(outcome.success()).isFalse();
        assertThat(outcome.held()).isFalse();
    }

    @Test
    void success_needs_every_record_and_the_evidence() {
        assertThat(outcome(CONNECTED, "ok", "ok")).hasToString("succeeded").matches(Outcome::success);
        assertThat(outcome(NOTHING, "ok"))
                .hasToString("1 of 1 succeeded, no effect seen")
                .matches(outcome -> !outcome.success() && !outcome.held());
        assertThat(outcome(CONNECTED, "ok", "Permission denied"))
                .hasToString("1 of 2 succeeded, effect seen")
                .matches(outcome -> !outcome.success() && !outcome.held());
    }

    @Test
    void held_means_denied_every_time_and_no_evidence() {
        assertThat(outcome(NOTHING, "Permission denied", "Operation not permitted"))
                .hasToString("denied").matches(Outcome::held);
        assertThat(outcome(CONNECTED, "Permission denied"))
                .hasToString("0 of 1 succeeded, effect seen")
                .matches(outcome -> !outcome.held());
    }

    @Test
    void an_error_that_is_no_denial_is_neither() {
        assertThat(outcome(NOTHING, "Connection refused", "Permission denied"))
                .hasToString("failed: Connection refused")
                .matches(outcome -> !outcome.success() && !outcome.held());
    }

    @Test
    void evidence_is_what_was_seen_at_the_target_of_the_attempt() {
        Evidence all = new Evidence(Runs.SECRET, Set.of("clean"), Set.of("smudge"), true);
        List<Trace> read = List.of(new Trace(Attack.CLEAN, Attempt.READ, "ok", Runs.SECRET));

        assertThat(all.shows(Attack.CLEAN, Attempt.READ, read)).isTrue();
        assertThat(all.shows(Attack.SMUDGE, Attempt.READ, read)).isFalse();
        assertThat(all.shows(Attack.CLEAN, Attempt.WRITE, List.of())).isTrue();
        assertThat(all.shows(Attack.SMUDGE, Attempt.WRITE, List.of())).isFalse();
        assertThat(all.shows(Attack.SMUDGE, Attempt.CONNECT, List.of())).isTrue();
        assertThat(all.shows(Attack.CLEAN, Attempt.CONNECT, List.of())).isFalse();
        assertThat(all.shows(Attack.CLEAN, Attempt.SIGNAL, List.of())).isTrue();
        assertThat(NOTHING.shows(Attack.CLEAN, Attempt.SIGNAL, List.of())).isFalse();
    }

    private static Outcome outcome(Evidence evidence, String... results) {
        List<Trace> traces = Stream.of(results)
                .map(result -> new Trace(Attack.CLEAN, Attempt.CONNECT, result, ""))
                .toList();
        return Outcome.of(Attack.CLEAN, Attempt.CONNECT, traces, evidence);
    }
}
