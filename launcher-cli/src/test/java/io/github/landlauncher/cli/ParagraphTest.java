package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ParagraphTest {

    @Test
    void a_short_text_stays_on_one_line() {
        assertThat(Paragraph.wrapped("one two", 2, 9)).isEqualTo("one two");
    }

    @Test
    void a_line_that_would_be_too_long_by_one_goes_on_indented() {
        assertThat(Paragraph.wrapped("one two", 2, 8)).isEqualTo("one\n  two");
    }

    @Test
    void a_word_longer_than_the_line_is_not_broken() {
        assertThat(Paragraph.wrapped("a longest b", 1, 4)).isEqualTo("a\n longest\n b");
    }
}
