package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DenialOptionsTest {

    @Test
    void the_program_may_follow_the_option_without_two_dashes() {
        assertThat(Parsed.exactly("--explain", "sort", "--ro").command()).containsExactly("sort", "--ro");
        assertThat(Parsed.exactly("--explain-as", "java", "sort").command()).containsExactly("sort");
    }

    @Test
    void a_form_that_is_none_is_told_with_those_that_there_are() {
        Executed executed = Executed.of("run", "--explain-as", "xml", "--", "true");

        assertThat(executed.exitValue()).isEqualTo(2);
        assertThat(executed.error()).contains("'xml' is none of options, variables, toml, java");
    }

    @Test
    void help_names_the_forms() {
        assertThat(Executed.of("run", "--help").output().replaceAll("\\s+", " "))
                .contains("options, variables, toml, java");
    }
}
