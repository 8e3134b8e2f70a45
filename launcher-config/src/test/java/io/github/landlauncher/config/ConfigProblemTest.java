package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigProblemTest {

    @Test
    void a_problem_says_the_place_first() {
        assertThat(ConfigProblem.at("policy.toml", new Position(3, 18), "wrong"))
                .hasToString("policy.toml:3:18: wrong");
    }

    @Test
    void a_problem_of_a_whole_file_has_no_place_in_it() {
        assertThat(ConfigProblem.of("policy.toml", "wrong")).hasToString("policy.toml: wrong");
    }

    @Test
    void a_problem_is_one_line_of_characters_that_are_seen() {
        assertThat(ConfigProblem.of("a\nb.toml",
                "found \u001b[31m, \u202e, \u2028, \ud800 and \u00e9\ud83d\ude00"))
                .hasToString("a\\u000ab.toml:"
                        + " found \\u001b[31m, \\u202e, \\u2028, \\ud800 and \u00e9\ud83d\ude00");
    }

    @Test
    void an_exception_that_was_serialized_keeps_its_message_only() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(new ConfigException(ConfigProblem.of("policy.toml", "wrong")));
        }

        try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ConfigException exception = (ConfigException) stream.readObject();

            assertThat(exception).hasMessage("policy.toml: wrong");
            assertThat(exception.problems()).isEmpty();
        }
    }
}
