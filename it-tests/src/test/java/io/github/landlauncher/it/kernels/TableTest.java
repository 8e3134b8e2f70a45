package io.github.landlauncher.it.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TableTest {

    private static final Table TABLE = new Table(
            List.of("kernel", "ABI"), List.of(List.of("6.1", "2"), List.of("6.12-cloud", "")));

    @Test
    void on_a_terminal_columns_are_aligned() {
        assertThat(TABLE.toText()).isEqualTo("""
                kernel      ABI
                6.1         2
                6.12-cloud
                """);
    }

    @Test
    void on_a_page_it_is_markdown() {
        assertThat(TABLE.toMarkdown()).isEqualTo("""
                | kernel | ABI |
                |---|---|
                | 6.1 | 2 |
                | 6.12-cloud | |
                """);
    }

    @Test
    void what_is_on_a_page_is_read_again() {
        String page = "# Page\n\n## Other\n\n| a |\n|---|\n| b |\n\n## This\n\nwords\n\n"
                + TABLE.toMarkdown() + "\n## Next\n";

        assertThat(Table.parse(page, "## This")).isEqualTo(TABLE);
        assertThat(Table.parse(page, "## That").rows()).isEmpty();
    }

    @Test
    void a_cell_cannot_break_a_row_apart() {
        Table table = new Table(List.of("a"), List.of(List.of("b | c\nd")));

        assertThat(table.toMarkdown()).endsWith("| b / c d |\n");
    }

    @Test
    void a_row_of_another_length_is_refused() {
        assertThatThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("c"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 cells in a table of 2");
    }
}
