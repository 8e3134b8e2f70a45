package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** TOML becomes nodes that know their places. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TomlReaderTest {

    @Test
    void every_value_has_its_place() throws ConfigException {
        Node.Table table = read("""
                abi = 6
                [[path_beneath]]
                allowed_access = ["read_file",
                    "execute"]
                exact = true
                """);

        assertThat(table.members().get("abi"))
                .isEqualTo(new Node.Member(new Position(1, 1), new Node.Whole(new Position(1, 7), 6)));
        Node.Items rules = (Node.Items) table.members().get("path_beneath").value();
        Node.Table rule = (Node.Table) rules.values().get(0);
        Node.Items access = (Node.Items) rule.members().get("allowed_access").value();
        assertThat(access.values()).containsExactly(
                new Node.Text(new Position(3, 19), "read_file"), new Node.Text(new Position(4, 5), "execute"));
        assertThat(rule.members().get("exact").value())
                .isEqualTo(new Node.Flag(new Position(5, 9), true));
    }

    @Test
    void comments_and_blank_lines_move_no_place() throws ConfigException {
        Node.Table table = read("# a\n\n# b\n[x]\n\n  # c\ny = [\n\n  1, # d\n\n  2]\n");

        Node.Member x = table.members().get("x");
        assertThat(x.keyPosition()).isEqualTo(new Position(4, 1));
        assertThat(((Node.Table) x.value()).members().get("y").value()).isEqualTo(new Node.Items(
                new Position(7, 5), List.of(
                        new Node.Whole(new Position(9, 3), 1), new Node.Whole(new Position(11, 3), 2))));
    }

    @Test
    void a_key_of_several_parts_is_where_its_first_part_is() throws ConfigException {
        Node.Member a = read("x = 1\n  a.b = 2\n").members().get("a");

        assertThat(a.keyPosition()).isEqualTo(new Position(2, 3));
        assertThat(a.value().position()).isEqualTo(new Position(2, 3));
        assertThat(((Node.Table) a.value()).members().get("b"))
                .isEqualTo(new Node.Member(new Position(2, 3), new Node.Whole(new Position(2, 9), 2)));
    }

    @Test
    void a_table_that_is_only_implied_is_where_its_header_is() throws ConfigException {
        Node.Member a = read("x = 1\n[a.b]\nc = 2\n").members().get("a");
        Node.Member b = ((Node.Table) a.value()).members().get("b");

        assertThat(a.keyPosition()).isEqualTo(new Position(2, 1));
        assertThat(a.value().position()).isEqualTo(new Position(2, 1));
        assertThat(b.keyPosition()).isEqualTo(new Position(2, 1));
        assertThat(((Node.Table) b.value()).members().get("c"))
                .isEqualTo(new Node.Member(new Position(3, 1), new Node.Whole(new Position(3, 5), 2)));
    }

    @Test
    void each_table_of_an_array_is_where_its_header_is() throws ConfigException {
        Node.Items items = (Node.Items) read("[[a]]\nb = 1\n\n[[a]]\n").members().get("a").value();

        assertThat(items.position()).isEqualTo(new Position(1, 1));
        assertThat(items.values()).extracting(Node::position)
                .containsExactly(new Position(1, 1), new Position(4, 1));
    }

    @Test
    void an_inline_table_is_where_its_brace_is() throws ConfigException {
        Node.Table table = (Node.Table) read("a = { b = 1, c = [] }\n").members().get("a").value();

        assertThat(table.position()).isEqualTo(new Position(1, 5));
        assertThat(table.members().get("c").keyPosition()).isEqualTo(new Position(1, 14));
        assertThat(table.members().get("c").value().position()).isEqualTo(new Position(1, 18));
    }

    @Test
    void columns_count_utf_16_units() throws ConfigException {
        assertThat(read("a = {\"\ud83d\ude00\" = 1, x = 2}").members().get("a").value())
                .extracting(a -> ((Node.Table) a).members().get("x").keyPosition())
                .isEqualTo(new Position(1, 16));
    }

    @Test
    void what_no_key_takes_has_a_kind_and_a_place() throws ConfigException {
        Node.Table table = read("x = 1.5\ny = 2026-01-01\n");

        assertThat(table.members().get("x").value())
                .isEqualTo(new Node.Other(new Position(1, 5), "a float"));
        assertThat(table.members().get("y").value())
                .isEqualTo(new Node.Other(new Position(2, 5), "a date or time"));
    }

    @Test
    void an_empty_text_is_a_table_without_keys() throws ConfigException {
        assertThat(read("").members()).isEmpty();
    }

    @Test
    void ten_thousand_comments_cost_no_more_than_their_length() throws ConfigException {
        assertThat(read("# Why.\n\n".repeat(10_000) + "abi = 6\n").members().get("abi").keyPosition())
                .isEqualTo(new Position(20_001, 1));
    }

    @Test
    void of_many_problems_the_first_are_told() {
        assertThatThrownBy(() -> read("=\n".repeat(TomlLines.MAX_LINES)))
                .isInstanceOfSatisfying(ConfigException.class, broken -> {
                    assertThat(broken.problems()).hasSize(TomlReader.MAX_PROBLEMS + 1);
                    assertThat(broken.problems().get(TomlReader.MAX_PROBLEMS)).hasToString(
                            "p.toml:21:1: this and 16363 further problems are not told");
                });
    }

    private static Node.Table read(String text) throws ConfigException {
        return ConfigReader.read(new ConfigText("p.toml", ConfigFormat.TOML, text));
    }
}
