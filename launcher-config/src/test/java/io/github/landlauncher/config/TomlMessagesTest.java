package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of TOML that cannot be read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TomlMessagesTest {

    private static final String TOO_DEEP = ": tables and arrays are nested more than 16 deep; the format needs 4";

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', value = {
        "a = => 1:4: expected a value, found the end of the text",
        "a => 1:2: expected . or =, found the end of the text",
        "= 1 => 1:1: expected a key, a table key, a newline, or the end of the text, found '='",
        "{\"a\": 1} => 1:1: expected a key, a table key, a newline, or the end of the text, found '{'",
        "a = 1 b => 1:7: expected a newline or the end of the text, found 'b'",
        "a = 1 ] => 1:7: expected a newline or the end of the text, found ']'",
        "a = tru => 1:5: expected a value, found 't'",
        "[a => 1:3: expected ], found the end of the text",
        "[[a] => 1:4: expected ]] or ., found ']'",
        "[] => 1:1: expected a key within the brackets",
        "a = [1, 2 => 1:10: expected ] or a comma, found the end of the text",
        "a = [1,,2] => 1:8: expected ], a value, or a newline, found ','",
        "a = {b=1,} => 1:9: expected a key after the comma, found the end of the inline table",
        "a = 01 => 1:5: a number does not begin with 0",
        "a = 9223372036854775808 => 1:5: expected an integer of 64 bits, found a larger one",
        "a = 1e400 => 1:5: expected a float of 64 bits, found one too large",
        "a = 2026-13-01 => 1:10: invalid month (valid range 01..12)",
        "a = \"\\q\" => 1:6: expected one of btnfr\"\\uU after a backslash, found \\q",
        "a = \"\\ud800\" => 1:6: expected a character, found an escape of none",
    })
    void a_broken_text_says_what_was_expected_and_where(String text, String message) {
        assertRefused(text, message);
    }

    @Test
    void a_string_without_an_end_says_so() {
        assertRefused("a = \"b\nc = 1\n", "1:7: expected \" to end the string, found the end of the line");
        assertRefused("a = 'b\nc = 1\n", "1:7: expected ' to end the string, found the end of the line");
        assertRefused("a = \"\"\"b\n", "2:1: expected \"\"\" to end the string, found the end of the text");
        assertRefused("a = '''b\n\n", "3:1: expected ''' to end the string, found the end of the text");
    }

    @Test
    void an_array_without_an_end_names_its_beginning() {
        assertRefused("b = 1\n\na = [\n  1,\n",
                "5:1: expected ] or a value, found the end of the text;"
                        + " nothing closes the array that begins at 3:5");
    }

    @Test
    void a_key_is_there_once() {
        assertRefused("abi = 6\n\nabi = 7\n", "3:1: the key \"abi\" is already there, at 1:1");
        assertRefused("'a b' = 6\n\"a b\" = 7\n", "2:1: the key \"a b\" is already there, at 1:1");
        assertRefused("a = {b = 1, b = 2}\n", "1:13: the key \"b\" is already there, at 1:6");
        assertRefused("[a]\n[b]\n[a]\n", "3:1: the key \"a\" is already there, at 1:1");
        assertRefused("[[a]]\n[a]\n", "2:1: the key \"a\" is already there, at 1:1");
        assertRefused("a.b = 1\n[a]\n", "2:1: the key \"a\" is already there, at 1:1");
        assertRefused("a = 1\na.b = 2\n", "2:1: the key \"a\" is already there, at 1:1, and is no table");
        assertRefused("a = [1]\n[[a]]\n", "2:1: the key \"a\" is already there, at 1:1,"
                + " as an array, which no table can be added to");
        assertRefused("a = {}\na.b = 1\n", "2:1: the key \"a\" is already there, at 1:5,"
                + " as an inline table, which no key can be added to");
    }

    @Test
    void control_characters_are_escaped() {
        assertRefused("a = '\u0001'\n", "1:6: expected ', found '\\u0001'");
        assertRefused("# \u001b\n", "1:3: expected a newline, found '\\u001b'");
        assertRefused("\0",
                "1:1: expected a key, a table key, a newline, or the end of the text, found '\\u0000'");
    }

    @Test
    void nesting_is_read_up_to_its_limit() throws ConfigException {
        assertThat(read("a = " + "[".repeat(16) + "]".repeat(16)).members()).isNotEmpty();
        assertThat(read("a = " + "{a=".repeat(15) + "{}" + "}".repeat(15)).members()).isNotEmpty();
        assertThat(read("a.".repeat(16) + "a = 1").members()).isNotEmpty();
        assertThat(read("[" + "a.".repeat(15) + "a]\n").members()).isNotEmpty();
        assertThat(read("[[" + "a.".repeat(14) + "a]]\n").members()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18, 20_000})
    void deeper_nesting_is_refused(int depth) {
        assertRefusedSomewhere("a = " + "[".repeat(depth) + "]".repeat(depth), TOO_DEEP);
        assertRefusedSomewhere("a = " + "{a=".repeat(depth - 1) + "{}" + "}".repeat(depth - 1), TOO_DEEP);
        assertRefusedSomewhere("a.".repeat(depth) + "a = 1", TOO_DEEP);
        assertRefusedSomewhere("[" + "a.".repeat(depth - 1) + "a]\n", TOO_DEEP);
        assertRefusedSomewhere("[[" + "a.".repeat(depth - 2) + "a]]\n", TOO_DEEP);
    }

    @Test
    void a_place_a_key_makes_up_is_only_quoted() {
        assertRefused("'line 999999999, column 7' = 1\n'line 999999999, column 7' = 2\n",
                "2:1: the key \"999999999:7\" is already there, at 1:1");
    }

    @Test
    void a_message_quotes_a_long_text_in_part() {
        String key = "k".repeat(100_000);

        assertThatThrownBy(() -> read(key + " = 1\n" + key + " = 2\n"))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .hasSizeLessThan(400).endsWith("kkk\" is already there, at 1:1"));
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConfigException.class).hasMessage("p.toml:" + message);
    }

    private static void assertRefusedSomewhere(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(e.getMessage()).matches("p\\.toml:\\d+:\\d+" + message));
    }

    private static Node.Table read(String text) throws ConfigException {
        return ConfigReader.read(new ConfigText("p.toml", ConfigFormat.TOML, text));
    }
}
