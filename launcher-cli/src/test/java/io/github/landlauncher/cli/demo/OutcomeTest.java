package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutcomeTest {

    private static final Evidence NOTHING = Runs.NO_EVIDENCE;
    private static final Evidence CONNECTED = new Evidence(
            Runs.SECRETS, Map.of(Attempt.CONNECT, Set.of("clean")), false);

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
        Evidence all = new Evidence(
                Runs.SECRETS,
                Map.of(Attempt.WRITE, Set.of("clean"), Attempt.CONNECT, Set.of("smudge")),
                true);
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

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "UDP", "MPTCP", "DAEMON"})
    void evidence_of_one_attempt_is_none_of_another(Attempt attempt) {
        Evidence evidence =
                new Evidence(Runs.SECRETS, Map.of(attempt, Set.of("clean")), false);

        for (Attempt other : Attempt.values()) {
            assertThat(evidence.shows(Attack.CLEAN, other, List.of())).isEqualTo(other == attempt);
        }
    }

    @Test
    void a_token_is_evidence_if_there_is_one_to_find() {
        List<Trace> found =
                List.of(new Trace(Attack.CLEAN, Attempt.ENVIRONMENT, "ok", "the token"));
        Evidence without = new Evidence(Map.of(), Map.of(), false);

        assertThat(NOTHING.shows(Attack.CLEAN, Attempt.ENVIRONMENT, found)).isTrue();
        assertThat(NOTHING.shows(Attack.CLEAN, Attempt.READ, found)).isFalse();
        assertThat(without.shows(Attack.CLEAN, Attempt.ENVIRONMENT, found)).isFalse();
    }

    @Test
    void a_daemon_that_was_started_but_did_not_live_on_was_killed() {
        Trace started = new Trace(Attack.CLEAN, Attempt.DAEMON, "ok", "17");
        Evidence alive =
                new Evidence(Runs.SECRETS, Map.of(Attempt.DAEMON, Set.of("clean")), false);

        Outcome killed = daemon(started.knowing(Set.of(18L)), NOTHING);
        Outcome lived = daemon(started.knowing(Set.of(17L)), alive);

        assertThat(killed).hasToString("killed").matches(Outcome::held);
        assertThat(lived).hasToString("succeeded").matches(Outcome::success);
    }

    private static Outcome daemon(Trace trace, Evidence evidence) {
        return Outcome.of(Attack.CLEAN, Attempt.DAEMON, List.of(trace), evidence);
    }

    private static Outcome outcome(Evidence evidence, String... results) {
        List<Trace> traces = Stream.of(results)
                .map(result -> new Trace(Attack.CLEAN, Attempt.CONNECT, result, ""))
                .toList();
        return Outcome.of(Attack.CLEAN, Attempt.CONNECT, traces, evidence);
    }
}
