package io.github.landlauncher.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigBytesTest {

    @Test
    void bytes_of_utf_8_are_a_text() throws ConfigException {
        String content = "a = \"\u00e9\u20ac\ud83d\ude00\"\r\n";

        assertThat(ConfigBytes.text("-", ConfigFormat.TOML, content.getBytes(UTF_8)))
                .isEqualTo(new ConfigText("-", ConfigFormat.TOML, content));
    }

    @Test
    void no_bytes_are_an_empty_text() throws ConfigException {
        assertThat(ConfigBytes.text("-", ConfigFormat.JSON, new byte[0]).content()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ff,             1:1, ff, 0",
        "61ff,           1:2, ff, 1",
        "610a62c3,       2:2, c3, 3",
        "610ac3a9e282,   2:2, e2, 4",
        "0a0a80,         3:1, 80, 2",
        "c0af,           1:1, c0, 0",
        "eda080,         1:1, ed, 0",
        "f4908080,       1:1, f4, 0",
        "f09f98800af09f, 2:1, f0, 5",
        "fffe61,         1:1, ff, 0",
    })
    void other_bytes_are_refused_with_their_place(String hex, String place, String found, int offset) {
        assertThatThrownBy(() -> ConfigBytes.text("p.json", ConfigFormat.JSON, HexFormat.of().parseHex(hex)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("p.json:%s: expected UTF-8, found the byte 0x%s at offset %d", place, found, offset);
    }

    @Test
    void a_byte_order_mark_is_refused() {
        assertThatThrownBy(() -> ConfigBytes.text("p.toml", ConfigFormat.TOML, "\ufeffabi = 6".getBytes(UTF_8)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("p.toml:1:1: expected text, found a byte order mark;"
                        + " save the file as UTF-8 without one");
    }

    @Test
    void as_many_bytes_as_a_file_may_have_are_read() throws ConfigException {
        assertThat(ConfigBytes.text("-", ConfigFormat.TOML, new byte[ConfigText.MAX_SIZE]).content())
                .hasSize(ConfigText.MAX_SIZE);
    }

    @Test
    void one_more_is_refused() {
        assertThatThrownBy(() -> ConfigBytes.text("-", ConfigFormat.TOML, new byte[ConfigText.MAX_SIZE + 1]))
                .isInstanceOf(ConfigException.class)
                .hasMessage("-: too large: more than %d bytes; a policy file has at most %1$d",
                        ConfigText.MAX_SIZE);
    }
}
