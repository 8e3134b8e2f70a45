package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and groups against a table that is spelled out: what each ABI has, word by word. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RightNamesTest {

    private static final String FIRST = "execute write_file read_file read_dir remove_dir remove_file make_char"
            + " make_dir make_reg make_sock make_fifo make_block make_sym";

    @ParameterizedTest
    @CsvSource({
        "1, ''",
        "2, refer",
        "3, refer truncate",
        "4, refer truncate",
        "5, refer truncate ioctl_dev",
        "6, refer truncate ioctl_dev",
        "7, refer truncate ioctl_dev",
        "8, refer truncate ioctl_dev",
        "9, refer truncate ioctl_dev",
        "10, refer truncate ioctl_dev",
        "11, refer truncate ioctl_dev",
        "12, refer truncate ioctl_dev",
        "2147483647, refer truncate ioctl_dev"
    })
    void the_groups_for_files_have_what_the_abi_has(int abi, String later) throws ConfigException {
        Set<String> all = words(FIRST + " " + later);
        Set<String> write = words(FIRST + " " + later);
        write.remove("execute");
        Set<String> read = words("execute read_file read_dir" + (abi >= 2 ? " refer" : ""));

        assertThat(fs(abi, "abi.all")).isEqualTo(all);
        assertThat(fs(abi, "abi.read_write")).isEqualTo(write);
        assertThat(fs(abi, "abi.read_execute")).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "1, '', ''",
        "2, '', ''",
        "3, '', ''",
        "4, bind_tcp connect_tcp, ''",
        "5, bind_tcp connect_tcp, ''",
        "6, bind_tcp connect_tcp, abstract_unix_socket signal",
        "7, bind_tcp connect_tcp, abstract_unix_socket signal",
        "8, bind_tcp connect_tcp, abstract_unix_socket signal",
        "9, bind_tcp connect_tcp, abstract_unix_socket signal",
        "10, bind_tcp connect_tcp, abstract_unix_socket signal",
        "11, bind_tcp connect_tcp, abstract_unix_socket signal",
        "12, bind_tcp connect_tcp, abstract_unix_socket signal",
        "2147483647, bind_tcp connect_tcp, abstract_unix_socket signal"
    })
    void the_groups_for_ports_and_scopes_have_what_the_abi_has(int abi, String ports, String scopes)
            throws ConfigException {
        LandlockConfig config = parse("abi = " + abi + "\n[[ruleset]]\n"
                + "handled_access_net = [\"abi.all\"]\nscoped = [\"abi.all\"]\n");

        assertThat(names(config.handledNet())).isEqualTo(words(ports));
        assertThat(names(config.scopes())).isEqualTo(words(scopes));
    }

    @Test
    void a_right_needs_no_abi_and_is_no_other() throws ConfigException {
        for (String name : (FIRST + " refer truncate ioctl_dev").split(" ")) {
            assertThat(names(ruleset("handled_access_fs", name).handledFs())).containsExactly(name);
        }
        for (String name : List.of("bind_tcp", "connect_tcp")) {
            assertThat(names(ruleset("handled_access_net", name).handledNet())).containsExactly(name);
        }
        for (String name : List.of("abstract_unix_socket", "signal")) {
            assertThat(names(ruleset("scoped", name).scopes())).containsExactly(name);
        }
    }

    @Test
    void only_what_is_newer_than_the_format_has_no_name() {
        assertThat(AccessFs.values()).filteredOn(right -> RightNames.FS.right(RightNames.name(right)).isEmpty())
                .containsExactly(AccessFs.RESOLVE_UNIX);
        assertThat(AccessNet.values()).filteredOn(right -> RightNames.NET.right(RightNames.name(right)).isEmpty())
                .containsExactly(AccessNet.BIND_UDP, AccessNet.CONNECT_SEND_UDP);
        assertThat(Scope.values()).allMatch(scope -> RightNames.SCOPES.right(RightNames.name(scope)).isPresent());
    }

    @Test
    void the_abi_of_a_configuration_ends_at_8() throws ConfigException {
        List<Integer> abis = IntStream.of(1, 7, 8, 9, 12, Integer.MAX_VALUE).boxed().toList();

        assertThat(abis)
                .extracting(abi -> parse("abi = " + abi + "\n[[ruleset]]\nscoped = [\"signal\"]").abi().getAsInt())
                .containsExactly(1, 7, 8, 8, 8, 8);
    }

    private static Set<String> fs(int abi, String group) throws ConfigException {
        LandlockConfig config = parse("abi = " + abi + "\n[[ruleset]]\nhandled_access_fs = [\"" + group + "\"]\n");
        return names(config.handledFs());
    }

    private static LandlockConfig ruleset(String key, String name) throws ConfigException {
        return parse("[[ruleset]]\n" + key + " = [\"" + name + "\"]\n");
    }

    private static LandlockConfig parse(String toml) throws ConfigException {
        return LandlockConfig.parse(
                Set.of(), ConfigFormat.TOML, "p.toml", toml.getBytes(StandardCharsets.UTF_8));
    }

    /** As files write them, by a way of its own. */
    private static Set<String> names(Set<? extends Enum<?>> rights) {
        return rights.stream().map(right -> right.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private static Set<String> words(String words) {
        return Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }
}
