package io.github.landlauncher.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The syntax of git-config(1). In the tables {@code ~} is a line's end, {@code ^} a tab. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[core]~fsmonitor = x                   | core.fsmonitor=x",
        "[core] fsmonitor = x                   | core.fsmonitor=x",
        "[CORE]~FsMonitor=X                     | core.fsmonitor=X",
        "[core]~^a = b ^ c  ~                   | core.a=b ^ c",
        "[core]~a                               | core.a",
        "[core]~a # none                        | ERROR",
        "[core]~a =                             | core.a=",
        "[core]~a = b ; c~d = e # f             | core.a=b core.d=e",
        "[core]~a = \"b ; c\"                   | core.a=b ; c",
        "[core]~a = \" b \"c                    | core.a= b c",
        "[core]~a = b\"c d\"e                   | core.a=bc de",
        "[core]~a = b\\~ c                      | core.a=b c",
        "[core]~a = b\\~[x]                     | core.a=b[x]",
        "[core]~a = \\\"\\\\                    | core.a=\"\\",
        "[core]~a = \\q                         | ERROR",
        "[core]~a = \"b~                        | ERROR",
        "[core]~a b                             | ERROR",
        "[filter \"X y\"]~clean=z               | filter.X y.clean=z",
        "[filter \"a\\\"b\\c\"]~clean=z         | filter.a\"bc.clean=z",
        "[filter ^ \"x\"]~clean=z               | filter.x.clean=z",
        "[Filter.X]~clean=z                     | filter.x.clean=z",
        "[filter.X.Y]~clean=z                   | filter.x.y.clean=z",
        "[filter.A \"B\"]~clean=z               | filter.a.B.clean=z",
        "[filter \"\"]~clean=z                  | filter..clean=z",
        "[filter \"x\" ]~clean=z                | ERROR",
        "[filter \"x~\"]                        | ERROR",
        "[filter x]                             | ERROR",
        "[fil_ter]                              | ERROR",
        "[]                                     | ERROR",
        "[.core]~a=b                            | ERROR",
        "[core                                  | ERROR",
        "a = b                                  | ERROR",
        "# [a]~; [b]~[core] a=b                 | core.a=b",
        "[core]a=b [d]~c=d                      | core.a=b [d] core.c=d",
        "[core]~a-1=b~1a=c                      | core.a-1=b ERROR",
        "[core]~a_b=c                           | ERROR",
        "[a]~x=1~[b]~x=2~[a]~x=3                | a.x=1 b.x=2 a.x=3"
    })
    void a_file_has_these_variables(String file, String expected) {
        assertThat(shown(file.strip().replace('~', '\n').replace('^', '\t'))).isEqualTo(expected.strip().replace('^', '\t'));
    }

    @Test
    void line_ends_of_windows_are_line_ends() {
        assertThat(shown("[core]\r\na = b\r\nc = d\\\r\n e\r\n")).isEqualTo("core.a=b core.c=d e");
    }

    @Test
    void a_byte_order_mark_is_skipped() {
        assertThat(shown("\u00ef\u00bb\u00bf[core]\na = b")).isEqualTo("core.a=b");
    }

    @Test
    void a_NUL_character_makes_the_file_unreadable() {
        assertThat(shown("[core]\na = b\0c")).isEqualTo("ERROR");
    }

    @Test
    void a_character_is_a_byte() {
        assertThat(shown("[core]\na = \u00e9")).isEqualTo("core.a=\u00e9");
    }

    @Test
    void the_number_of_variables_is_limited() {
        ConfigReader.Contents contents = read("[a]\n" + "b=c\n".repeat(ConfigReader.MAX_ENTRIES + 1));

        assertThat(contents.entries()).hasSize(ConfigReader.MAX_ENTRIES);
        assertThat(contents.error()).contains("line 10003: more than 10000 variables");
    }

    @Test
    void a_variable_knows_its_line() {
        List<ConfigEntry> entries = read("[a]\n\nb = c\nd = e").entries();

        assertThat(entries).extracting(ConfigEntry::line).containsExactly(3, 4);
    }

    private static String shown(String text) {
        ConfigReader.Contents contents = read(text);
        String entries = contents.entries().stream()
                .map(entry -> entry.key() + entry.value().map(value -> "=" + value).orElse(""))
                .collect(Collectors.joining(" "));
        return contents.error().isPresent() ? (entries + " ERROR").strip() : entries;
    }

    private static ConfigReader.Contents read(String text) {
        return ConfigReader.read(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
