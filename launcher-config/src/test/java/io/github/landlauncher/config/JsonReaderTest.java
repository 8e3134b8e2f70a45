package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON becomes nodes that know their places, or a message that says what was expected where. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonReaderTest {

    @Test
    void every_value_has_its_place() throws ConfigException {
        Node.Table table = read("""
                {
                  "abi" : 6,
                  "pathBeneath": [{"allowedAccess": ["read_file",
                    "execute"], "exact":true}]
                }
                """);

        assertThat(table.position()).isEqualTo(new Position(1, 1));
        assertThat(table.members().get("abi"))
                .isEqualTo(new Node.Member(new Position(2, 3), new Node.Whole(new Position(2, 11), 6)));
        Node.Items rules = (Node.Items) table.members().get("pathBeneath").value();
        assertThat(rules.position()).isEqualTo(new Position(3, 18));
        Node.Table rule = (Node.Table) rules.values().get(0);
        assertThat(rule.position()).isEqualTo(new Position(3, 19));
        Node.Member access = rule.members().get("allowedAccess");
        assertThat(access.keyPosition()).isEqualTo(new Position(3, 20));
        assertThat(((Node.Items) access.value()).values()).containsExactly(
                new Node.Text(new Position(3, 38), "read_file"), new Node.Text(new Position(4, 5), "execute"));
        assertThat(rule.members().get("exact"))
                .isEqualTo(new Node.Member(new Position(4, 17), new Node.Flag(new Position(4, 25), true)));
    }

    @Test
    void columns_count_utf_16_units() throws ConfigException {
        assertThat(read("{\"\ud83d\ude00\": \"\u00e9\", \"x\": 1}").members().get("x").keyPosition())
                .isEqualTo(new Position(1, 13));
    }

    @Test
    void keys_stay_in_the_order_of_the_text() throws ConfigException {
        assertThat(read("{\"z\":1,\"a\":2,\"m\":3}").members().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void a_key_whose_value_is_null_is_there() throws ConfigException {
        assertThat(read("{\"abi\": null}").members()).containsExactly(Map.entry(
                "abi", new Node.Member(new Position(1, 2), new Node.Null(new Position(1, 9)))));
    }

    @Test
    void what_no_key_takes_has_a_kind_and_a_place() throws ConfigException {
        Node.Table table = read("""
                {"x": [null, 1.5, 6e0, 9223372036854775808, -9223372036854775809, -0]}
                """);

        assertThat(((Node.Items) table.members().get("x").value()).values()).containsExactly(
                new Node.Null(new Position(1, 8)),
                new Node.Other(new Position(1, 14), "a float"),
                new Node.Other(new Position(1, 19), "a float"),
                new Node.Other(new Position(1, 24), "an integer beyond 64 bits"),
                new Node.Other(new Position(1, 45), "an integer beyond 64 bits"),
                new Node.Other(new Position(1, 67), "-0"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void a_whole_number_of_64_bits_is_read_exactly(long number) throws ConfigException {
        assertThat(read("{\"x\": " + number + "}").members().get("x").value())
                .isEqualTo(new Node.Whole(new Position(1, 7), number));
    }

    @Test
    void a_number_with_as_many_digits_as_a_text_has_room_is_only_a_kind() throws ConfigException {
        assertThat(read("{\"x\":" + "7".repeat(ConfigText.MAX_SIZE) + "}").members().get("x").value())
                .isEqualTo(new Node.Other(new Position(1, 6), "an integer beyond 64 bits"));
    }

    @Test
    void escapes_become_characters() throws ConfigException {
        assertThat(read("{\"\\u0061\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00\"}").members().get("a").value())
                .isEqualTo(new Node.Text(new Position(1, 11), "\"\\/\b\f\n\r\t\ud83d\ude00"));
    }

    @Test
    void nesting_is_read_up_to_its_limit() throws ConfigException {
        assertThat(read(nestedArrays(ConfigText.MAX_NESTING)).members()).containsOnlyKeys("a");
        assertThat(read(nestedObjects(ConfigText.MAX_NESTING)).members()).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {ConfigText.MAX_NESTING + 1, 100_000})
    void deeper_nesting_is_refused(int depth) {
        String message = ": tables and arrays are nested more than 16 deep; the format needs 4";
        assertRefused(nestedArrays(depth), "1:22" + message);
        assertRefused(nestedObjects(depth), "1:86" + message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', value = {
            "{'a':1} => 1:2: expected a key in double quotes, found '''",
            "{a:1} => 1:2: expected a key in double quotes, found 'a'",
            "{\"a\":1,} => 1:8: expected a key in double quotes, found '}'",
            "{\"a\" 1} => 1:6: expected ':' after the key, found '1'",
            "{\"a\":1 \"b\":2} => 1:8: expected ',' or '}', found '\"'",
            "{\"a\":[1 2]} => 1:9: expected ',' or ']', found '2'",
            "{\"a\":[1,]} => 1:9: expected a value, found ']'",
            "{\"a\":[1}} => 1:8: expected ']' for what begins at 1:6, found '}'",
            "{\"a\":tru} => 1:6: expected a value, found 'tru'",
            "{\"a\":NaN} => 1:9: expected a value, found 'NaN'",
            "{\"a\":01} => 1:7: a number does not begin with 0",
            "{\"a\":-} => 1:7: expected a digit, found '}'",
            "{\"a\":+1} => 1:7: expected a digit, found '+'",
            "{\"a\":.5} => 1:6: expected a value, found '.'",
            "{\"a\":1.} => 1:7: expected a digit, found '}'",
            "// c => 1:1: JSON has no comments; expected a value or a key, found '/'",
            "{\"a\":\"\\q\"} => 1:8: expected one of \"\\/bfnrtu after a backslash, found 'q'",
            "{\"a\":\"\\u12g4\"} => 1:11: expected four hexadecimal digits after \\u, found 'g'",
            "{\"a\":\"\\ud800\"} => 1:6: expected characters, found half of a surrogate pair among the \\u escapes",
            "{\"\\udc00\":1} => 1:9: expected characters, found half of a surrogate pair among the \\u escapes",
    })
    void a_broken_text_says_what_was_expected_and_where(String text, String message) {
        assertRefused(text, message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', value = {
            "`` => 1:1: expected an object, found the end of the text",
            "{ => 1:2: expected '}' for the object that begins at 1:1, found the end of the text",
            "{\"a => 1:4: expected '\"' to end the key, found the end of the text",
            "{\"a\": => 1:6: expected a key or its value, found the end of the text",
            "{\"a\":1, => 1:8: expected a key or its value, found the end of the text",
            "{\"a\":[1 => 1:8: expected ']' for the array that begins at 1:6, found the end of the text",
            "{\"a\":[1, => 1:9: expected a value, found the end of the text",
            "{\"a\":\"x => 1:8: expected '\"' to end the string, found the end of the text",
    })
    void a_text_that_ends_too_early_says_what_is_missing(String text, String message) {
        assertRefused(text, message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', value = {
            "[1, x => 1:1: expected an object, found an array",
            "6 => 1:1: expected an object, found an integer",
            "\"x\" => 1:1: expected an object, found a string",
            "6x => 1:2: expected an object",
            "null => 1:1: expected an object, found null",
            "] => 1:1: expected an object, found ']'",
            "{\"a\":1}x => 1:8: expected the end of the text after the object, found more",
            "{\"a\":1} {} => 1:9: expected the end of the text after the object, found more",
            "{\"a\":1}] => 1:8: expected the end of the text after the object, found more",
    })
    void a_text_is_one_object(String text, String message) {
        assertRefused(text, message);
    }

    @Test
    void a_key_is_there_once() {
        assertRefused("{\"abi\": 6,\n \"abi\": 7}", "2:2: the key \"abi\" is already there, at 1:2");
        assertRefused("{\"a\": {\"b\": 1, \"\\u0062\": 1}}", "1:16: the key \"b\" is already there, at 1:8");
        assertRefused("{\"a\": null, \"a\": 1}", "1:13: the key \"a\" is already there, at 1:2");
    }

    @Test
    void control_characters_are_told_by_their_code() {
        assertRefused("{\"a\":\"x\n\"}",
                "1:8: expected the end of the string, found an unescaped control character 10");
        assertRefused("{\"a\":-\n}", "1:7: expected a digit, found control character 10");
        assertRefused("{\"a\":\"\\\u007f\"}",
                "1:8: expected one of \"\\/bfnrtu after a backslash, found control character 127");
        assertRefused("{\"a\":1\0}",
                "1:8: expected white space between tokens, found a control character 0");
    }

    @Test
    void a_message_quotes_a_long_text_in_part() {
        assertThatThrownBy(() -> read("{\"" + "k".repeat(100_000) + "\":" + "x".repeat(100_000) + "}"))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    private static String nestedArrays(int depth) {
        return "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    private static String nestedObjects(int depth) {
        return "{\"a\":".repeat(depth) + "{}" + "}".repeat(depth);
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConfigException.class).hasMessage("p.json:" + message);
    }

    private static Node.Table read(String text) throws ConfigException {
        return ConfigReader.read(new ConfigText("p.json", ConfigFormat.JSON, text));
    }
}
