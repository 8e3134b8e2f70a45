package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TraceTest {

    @Test
    void a_line_says_which_attack_tried_what_and_what_came_of_it() throws IOException {
        List<String> record = List.of(
                "post-checkout\tread\tok\tthe secret", "clean\tsignal\tOperation not permitted\t");

        assertThat(Trace.parse(record))
                .containsExactly(
                        new Trace(Attack.POST_CHECKOUT, Attempt.READ, "ok", "the secret"),
                        new Trace(Attack.CLEAN, Attempt.SIGNAL, "Operation not permitted", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "clean\tread\tok", "clean\tread\tok\t\t", "nonsense\tread\tok\t", "clean\tnonsense\tok\t",
        "clean\tdaemon\tok\t", "clean\tdaemon\tok\t-1"
    })
    void a_line_of_another_kind_is_an_error(String line) {
        assertThatThrownBy(() -> Trace.parse(List.of(line)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(line);
    }

    @Test
    void only_eacces_and_eperm_are_denials_of_files() {
        assertThat(trace("Permission denied").denied()).isTrue();
        assertThat(trace("Operation not permitted").denied()).isTrue();
        assertThat(trace("Connection refused").denied()).isFalse();
        assertThat(trace("No such file or directory").denied()).isFalse();
        assertThat(trace("ok").denied()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, Address family not supported by protocol", "UDP, Protocol not supported",
        "MPTCP, Protocol not supported", "DAEMON, ended", "ENVIRONMENT, not set",
        "SIGNAL, Operation not permitted"
    })
    void each_attempt_has_its_own_denials(Attempt attempt, String result) {
        assertThat(new Trace(Attack.CLEAN, attempt, result, "").denied()).isTrue();
        assertThat(trace(result).denied()).isEqualTo(result.equals("Operation not permitted"));
    }

    @Test
    void only_mptcp_and_the_environment_can_be_impossible_to_try() {
        for (Attempt attempt : Attempt.values()) {
            boolean mptcp = attempt == Attempt.MPTCP;
            for (String why : List.of("Protocol not supported", "Protocol not available", "needs perl")) {
                assertThat(new Trace(Attack.CLEAN, attempt, why, "").impossible()).isEqualTo(mptcp);
            }
            assertThat(new Trace(Attack.CLEAN, attempt, "not set", "").impossible())
                    .isEqualTo(attempt == Attempt.ENVIRONMENT);
        }
    }

    @Test
    void a_daemon_of_which_no_process_is_left_has_ended() {
        Trace started = new Trace(Attack.CLEAN, Attempt.DAEMON, "ok", "17");
        Trace failed = new Trace(Attack.CLEAN, Attempt.DAEMON, "Cannot allocate memory", "");

        assertThat(started.knowing(Set.of(17L, 18L))).isEqualTo(started);
        assertThat(started.knowing(Set.of(18L)).result()).isEqualTo("ended");
        assertThat(failed.knowing(Set.of())).isEqualTo(failed);
        assertThat(trace("ok").knowing(Set.of())).isEqualTo(trace("ok"));
    }

    private static Trace trace(String result) {
        return new Trace(Attack.CLEAN, Attempt.READ, result, "");
    }
}
