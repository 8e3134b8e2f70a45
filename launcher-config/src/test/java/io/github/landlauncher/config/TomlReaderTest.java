package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

/** TOML becomes nodes that know their places. */
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
    void what_no_key_takes_has_a_kind_and_a_place() throws ConfigException {
        Node.Table table = read("x = 1.5\ny = 2026-01-01\n");

        assertThat(table.members().get("x").value())
                .isEqualTo(new Node.Other(new Position(1, 5), "a float"));
        assertThat(table.members().get("y").value())
                .isEqualTo(new Node.Other(new Position(2, 5), "a date or time"));
    }

    @Test
    void a_table_that_only_headers_of_others_name_is_where_the_first_of_them_is() throws ConfigException {
        Node.Table table = read("x = 1\n[a.b]\ny = 2\n");

        Node.Member a = table.members().get("a");
        assertThat(a.keyPosition()).isEqualTo(new Position(2, 1));
        assertThat(a.value().position()).isEqualTo(new Position(2, 1));
        assertThat(((Node.Table) a.value()).members()).containsOnlyKeys("b");
    }

    @Test
    void a_broken_text_names_the_place() {
        ConfigException broken =
                catchThrowableOfType(ConfigException.class, () -> read("abi = 6\nabi = 7\n"));

        assertThat(broken.problems()).singleElement()
                .returns(2, ConfigProblem::line)
                .returns(1, ConfigProblem::column)
                .returns("p.toml", ConfigProblem::source);
        assertThat(broken).hasMessageStartingWith("p.toml:2:1: ");
    }

    private static Node.Table read(String text) throws ConfigException {
        return TomlReader.read(new ConfigText("p.toml", ConfigFormat.TOML, text));
    }
}
