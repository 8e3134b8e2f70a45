package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "", "clean\tread\tok", "clean\tread\tok\t\t", "nonsense\tread\tok\t", "clean\tnonsense\tok\t"
    })
    void a_line_of_another_kind_is_an_error(String line) {
        assertThatThrownBy(() -> Trace.parse(List.of(line)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(line);
    }

    @Test
    void only_eacces_and_eperm_are_denials() {
        assertThat(trace("Permission denied").denied()).isTrue();
        assertThat(trace("Operation not permitted").denied()).isTrue();
        assertThat(trace("Connection refused").denied()).isFalse();
        assertThat(trace("No such file or directory").denied()).isFalse();
        assertThat(trace("ok").denied()).isFalse();
    }

    private static Trace trace(String result) {
        return new Trace(Attack.CLEAN, Attempt.READ, result, "");
    }
}
