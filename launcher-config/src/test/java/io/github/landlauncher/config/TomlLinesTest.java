package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines tomlj sees, and what their places are. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TomlLinesTest {

    @Test
    void blank_lines_and_lines_of_comment_are_left_out() throws ConfigException {
        assertThat(lines("# a\n\n \t\r\na = 1 # b\n\t# '''\u00e9\ud83d\ude00\r\nb = 2\n").content())
                .isEqualTo("a = 1 # b\nb = 2\n");
    }

    @Test
    void the_last_line_stays() throws ConfigException {
        assertThat(lines("a = 1\n# b").content()).isEqualTo("a = 1\n# b");
    }

    @Test
    void a_line_left_out_is_counted() throws ConfigException {
        TomlLines lines = lines("# a\n\na = '''\n\n#\n'''\n\nb = 1\n#\n");

        assertThat(lines.content()).isEqualTo("a = '''\n\n#\n'''\nb = 1\n");
        assertThat(lines.position(1, 1)).isEqualTo(new Position(3, 1));
        assertThat(lines.position(4, 2)).isEqualTo(new Position(6, 2));
        assertThat(lines.position(5, 5)).isEqualTo(new Position(8, 5));
        assertThat(lines.position(6, 1)).isEqualTo(new Position(10, 1));
    }

    @Test
    void columns_become_utf_16_units() throws ConfigException {
        TomlLines lines = lines("'\ud83d\ude00' = 1\n\n\u00e9 = '\ud83d\ude00\ud83d\ude00'\n");

        assertThat(lines.position(1, 2)).isEqualTo(new Position(1, 2));
        assertThat(lines.position(1, 3)).isEqualTo(new Position(1, 4));
        assertThat(lines.position(2, 6)).isEqualTo(new Position(3, 6));
        assertThat(lines.position(2, 8)).isEqualTo(new Position(3, 10));
    }

    @Test
    void a_place_a_text_only_quotes_stays_as_it_is() throws ConfigException {
        assertThat(lines("a").position(999_999_999, 999_999_999))
                .isEqualTo(new Position(999_999_999, 999_999_999));
        assertThat(lines("a").position(0, 0)).isEqualTo(new Position(0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a = \"\"\"\n\n# b\n\"\"\"\n",
        "a = '''\n\n# b\n'''\n",
        "a = \"\"\"\\\"\"\"\n\n\"\"\"\n",
        "a = ['', \"\", '\"\"\"', \"'''\", '''\n#\n''']\n",
        "a = '''b''''', c = '''\n\n'''\n",
        "a = \"\"\"b\"\"\"\", c = \"\"\"\n\n\"\"\"\n",
        "a = '\\' # '''\nb = \"\\\"#\"\"\" # c\n",
        "# \u0001\na = 1\n",
        "\f\n",
        "# a\rb\n",
    })
    void a_line_within_a_string_stays_and_so_does_what_is_not_toml(String text) throws ConfigException {
        assertThat(lines(text).content()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a = '''b'''\n%sc = 1\n",
        "a = '''b'''''\n%sc = 1\n",
        "a = \"\"\"\\\\\"\"\"\n%sc = 1\n",
        "a = '\\'\n%sc = 1\n",
        "a = \"\\\"\"\n%sc = 1\n",
        "a = [\n%s1,\n%s2]\n",
        "a = \"\n%sc = 1\n",
        "a = \"b\\\n%sc = 1\n",
        "a = 1 # '''\n%sc = 1\n",
        "%s[a]\n%sb = 1\n",
    })
    void a_line_outside_of_strings_is_left_out(String text) throws ConfigException {
        assertThat(lines(text.replace("%s", "\n# x\n")).content()).isEqualTo(text.replace("%s", ""));
    }

    @Test
    void as_many_lines_as_allowed_are_read() throws ConfigException {
        assertThat(lines("\n".repeat(100_000) + "a\n".repeat(TomlLines.MAX_LINES)).content())
                .hasLineCount(TomlLines.MAX_LINES);
    }

    @Test
    void more_lines_are_refused() {
        assertThatThrownBy(() -> lines("# a\n" + "a\n".repeat(TomlLines.MAX_LINES + 1)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("p.toml:16386:1: a policy has at most 16384 lines,"
                        + " blank ones and comments not counted");
    }

    private static TomlLines lines(String text) throws ConfigException {
        return TomlLines.of(new ConfigText("p.toml", ConfigFormat.TOML, text));
    }
}
