package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QuotedTest {

    @Test
    void a_long_text_is_cut_between_characters() {
        String full = "\ud83d\ude00".repeat(80);

        assertThat(Quoted.of("")).isEqualTo("\"\"");
        assertThat(Quoted.of(full)).isEqualTo('"' + full + '"');
        assertThat(Quoted.of(full + "x")).isEqualTo('"' + full + "...\"");
    }
}
