package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files as large as can be, of what costs most, end soon. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class HostileSizeTest {

    private static final String RULE = "{\"allowedAccess\": [\"read_file\"], \"parent\": [%s]}";

    @Test
    void a_file_full_of_references() throws ConfigException {
        String references = "${a}".repeat(60_000);

        LandlockConfig config = parse("{\"pathBeneath\": [" + RULE.formatted('"' + references + '"') + "]}");

        assertThatThrownBy(config::toPolicy)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("p.json:1:63: no file has a variable \"a\"\n");
    }

    @Test
    void a_file_full_of_unclosed_references() {
        String parents = strings(40_000, i -> "${");

        assertThatThrownBy(() -> parse("{\"pathBeneath\": [" + RULE.formatted(parents) + "]}"))
                .isInstanceOfSatisfying(ConfigException.class,
                        e -> assertThat(e.problems()).hasSize(Problems.MAX + 1));
    }

    @Test
    void a_large_variable_in_many_parents() throws ConfigException {
        LandlockConfig config = parse("{\"variable\": [{\"name\": \"a\", \"literal\": ["
                + strings(10_000, i -> "x" + i) + "]}],\n\"pathBeneath\": ["
                + RULE.formatted(strings(10_000, i -> "${a}/" + i)) + "]}");

        assertThatThrownBy(config::toPolicy)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("limit of 65536 paths");
    }

    @Test
    void a_large_variable_many_times_in_one_parent() throws ConfigException {
        LandlockConfig config = parse("{\"variable\": [{\"name\": \"a\", \"literal\": ["
                + strings(10_000, i -> "") + ", " + strings(10_000, i -> "x" + i) + "]}],\n\"pathBeneath\": ["
                + RULE.formatted('"' + "${a}".repeat(30_000) + '"') + "]}");

        assertThatThrownBy(config::toPolicy)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("stands for a path of 150000 bytes");
    }

    @Test
    void many_parents_and_ports_make_a_policy() throws ConfigException {
        LandlockConfig config = parse("{\"pathBeneath\": ["
                + RULE.formatted(strings(10_000, i -> "/srv/" + i)) + "], \"netPort\": [{\"allowedAccess\":"
                + " [\"bind_tcp\"], \"port\": ["
                + IntStream.rangeClosed(0, 20_000).mapToObj(String::valueOf).collect(Collectors.joining(","))
                + "]}]}");

        assertThat(config.toPolicy().rules().pathRules()).hasSize(10_000);
        assertThat(config.compose(config).toPolicy().rules().portRules()).hasSize(20_001);
    }

    @Test
    void many_variables_that_make_nothing() throws ConfigException {
        String variables = IntStream.range(0, 6_000)
                .mapToObj(i -> "{\"name\": \"v" + i + "\"}")
                .collect(Collectors.joining(","));
        String parents = strings(5_000, i -> "/${v" + i + "}");

        LandlockConfig config =
                parse("{\"variable\": [" + variables + "], \"pathBeneath\": [" + RULE.formatted(parents) + "]}");

        assertThat(config.toPolicy().rules().pathRules()).isEmpty();
    }

    private static String strings(int count, IntFunction<String> string) {
        return IntStream.range(0, count)
                .mapToObj(i -> '"' + string.apply(i) + '"')
                .collect(Collectors.joining(","));
    }

    private static LandlockConfig parse(String json) throws ConfigException {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        assertThat(content.length).isBetween(ConfigText.MAX_SIZE / 3, ConfigText.MAX_SIZE);
        return LandlockConfig.parse(Set.of(), ConfigFormat.JSON, "p.json", content);
    }
}
