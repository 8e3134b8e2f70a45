package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NamingTest {

    private static final Map<String, Path> DIRECTORIES = Map.of(
            "home", Path.of("/home/me"), "project", Path.of("/home/me/work"), "tmp", Path.of("/tmp"));

    private static SandboxPolicy policy(String... paths) {
        return SandboxPolicy.handling(LandlockAbi.V6).bestEffort(LandlockAbi.V1).allowReadIfExists(paths);
    }

    @ParameterizedTest
    @CsvSource({
        "/home/me/x, ${home}/x",
        "/home/me, ${home}",
        "/home/me/work/src, ${project}/src",
        "/home/me/work, ${project}",
        "/home/me/workshop, ${home}/workshop",
        "/home/meg, /home/meg",
        "/tmp/a$b, ${tmp}/a$$b",
        "/tmp/..data, ${tmp}/..data",
        "tmp/x, tmp/x",
        "/usr, /usr"
    })
    void the_longest_directory_that_a_path_begins_with_gets_its_name(String path, String expected) {
        assertThat(LandlockConfig.of(policy(path)).withVariables(DIRECTORIES).pathRules()).containsOnlyKeys(expected);
    }

    @Test
    void only_variables_that_are_used_are_there() {
        assertThat(LandlockConfig.of(policy("/tmp/x", "/usr")).withVariables(DIRECTORIES).variables())
                .containsOnlyKeys("tmp");
    }

    @Test
    void the_base_of_a_rule_gets_a_name_and_what_is_beneath_it_does_not() throws Exception {
        SandboxPolicy policy = policy().allowReadBeneath(Path.of("/home/me/jobs"), "home/me");

        LandlockConfig config = LandlockConfig.of(policy).withVariables(DIRECTORIES);

        assertThat(config.toToml()).contains("\"${home}/jobs\"").contains("\"home/me\"");
        assertThat(config.toPolicy()).isEqualTo(policy);
    }

    @Test
    void the_policy_is_the_same_and_comes_back_from_both_formats() throws Exception {
        long seed = System.nanoTime();
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int i = 0; i < 1000; i++) {
            SandboxPolicy policy = policies.next().allowReadIfExists("/tmp/x" + i % 7, "/home/me/work", "/home/me");
            LandlockConfig config = LandlockConfig.of(policy).withVariables(DIRECTORIES);
            assertThat(config.toPolicy()).as(() -> "seed " + seed).isEqualTo(policy);
            for (ConfigFormat format : ConfigFormat.values()) {
                String text = format == ConfigFormat.TOML ? config.toToml() : config.toJson();
                LandlockConfig read = ExtensionSample.parse(format, "policy", text);
                assertThat(read).as(() -> "seed " + seed + ", " + text).isEqualTo(config);
                assertThat(read.toPolicy()).as(() -> "seed " + seed + ", " + text).isEqualTo(policy);
            }
        }
    }

    @Test
    void it_can_be_done_again() {
        LandlockConfig once = LandlockConfig.of(policy("/tmp/x")).withVariables(DIRECTORIES);

        assertThat(once.withVariables(DIRECTORIES)).isEqualTo(once);
    }

    @Test
    void a_name_that_stands_for_something_else_is_refused() {
        LandlockConfig config = LandlockConfig.of(policy("/tmp/x")).withVariables(DIRECTORIES);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withVariables(Map.of("tmp", Path.of("/var/tmp"))))
                .withMessageContaining("stands for [/tmp] already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "a-b", "a b", "ä"})
    void what_is_no_name_is_refused(String name) {
        LandlockConfig config = LandlockConfig.of(policy("/tmp/x"));

        assertThatIllegalArgumentException().isThrownBy(() -> config.withVariables(Map.of(name, Path.of("/tmp"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void what_is_no_beginning_is_refused(Path directory) {
        LandlockConfig config = LandlockConfig.of(policy("/tmp/x"));

        assertThatIllegalArgumentException().isThrownBy(() -> config.withVariables(Map.of("x", directory)));
    }
}
