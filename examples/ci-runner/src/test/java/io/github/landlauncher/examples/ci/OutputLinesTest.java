package io.github.landlauncher.examples.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Output comes in lines that cannot harm a terminal. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutputLinesTest {

    private final List<String> seen = new ArrayList<>();
    private final OutputLines lines = new OutputLines(seen::add);

    @Test
    void an_unfinished_line_waits_for_its_end() {
        ByteBuffer bytes = bytes("one\ntwo\nthr");

        lines.take(bytes, false);

        assertThat(seen).containsExactly("one", "two");
        assertThat(rest(bytes)).isEqualTo("thr");
    }

    @Test
    void the_end_of_the_output_ends_the_last_line() {
        lines.take(bytes("one\ntwo"), true);

        assertThat(seen).containsExactly("one", "two");
    }

    @Test
    void an_end_after_a_line_feed_is_no_line() {
        lines.take(bytes("one\n"), true);

        assertThat(seen).containsExactly("one");
    }

    @Test
    void a_line_that_is_too_long_becomes_several() {
        ByteBuffer bytes = bytes("x".repeat(OutputLines.MAX_LINE + 3));

        lines.take(bytes, false);

        assertThat(seen).containsExactly("x".repeat(OutputLines.MAX_LINE));
        assertThat(rest(bytes)).isEqualTo("xxx");
    }

    @Test
    void control_and_format_characters_become_question_marks() {
        assertThat(OutputLines.printable("a\033[2Jb\u0007\u009b1m\u202etab\there\r"))
                .isEqualTo("a?[2Jb??1m?tab\there");
    }

    @Test
    void other_characters_stay() {
        assertThat(OutputLines.printable("déjà vu \uD83D\uDE00")).isEqualTo("déjà vu \uD83D\uDE00");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rest(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
