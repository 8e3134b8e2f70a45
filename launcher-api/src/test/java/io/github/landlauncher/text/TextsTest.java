package io.github.landlauncher.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TextsTest {

    @Test
    void a_java_literal_escapes_what_ends_it_and_what_is_not_seen() {
        assertThat(JavaText.quoted("/a b")).isEqualTo("\"/a b\"");
        assertThat(JavaText.quoted("\"\\")).isEqualTo("\"\\\"\\\\\"");
        assertThat(JavaText.quoted("a\nb\r\0" + "7")).isEqualTo("\"a\\012b\\015\\0007\"");
        assertThat(JavaText.quoted("\u202e\u00e9")).isEqualTo("\"\\u202e\u00e9\"");
        assertThat(JavaText.quoted("\ud83d\ude00")).isEqualTo("\"\\ud83d\\ude00\"");
    }

    @Test
    void a_rule_in_toml_is_a_table() {
        assertThat(TomlText.pathBeneath(List.of(AccessFs.READ_FILE, AccessFs.EXECUTE), Path.of("/a")))
                .isEqualTo("[[path_beneath]]\nallowed_access = [\"read_file\", \"execute\"]\nparent = [\"/a\"]\n");
        assertThat(TomlText.netPort(List.of(AccessNet.CONNECT_TCP), 443))
                .isEqualTo("[[net_port]]\nallowed_access = [\"connect_tcp\"]\nport = [443]\n");
    }

    @Test
    void a_path_in_toml_has_escapes_and_no_variable() {
        assertThat(TomlText.pathBeneath(List.of(AccessFs.READ_FILE), Path.of("/${a}\"\\\n")))
                .endsWith("parent = [\"/$${a}\\\"\\\\\\U0000000a\"]\n");
    }

    @Test
    void what_the_format_has_no_name_for_is_not_written() {
        assertThat(TomlText.pathBeneath(List.of(AccessFs.READ_FILE, AccessFs.RESOLVE_UNIX), Path.of("/a"))).isEmpty();
        assertThat(TomlText.netPort(List.of(AccessNet.BIND_UDP), 1)).isEmpty();
    }
}
