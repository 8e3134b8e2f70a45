package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CommentedConfigTest {

    private static LandlockConfig read(String toml) throws ConfigException {
        return LandlockConfig.parse(Set.of(ParseOption.ALLOW_EXTENSION), ConfigFormat.TOML, "commented",
                toml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_rule_with_a_comment_is_by_itself_below_it() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V1).bestEffort(LandlockAbi.V1)
                .allowReadIfExists("/a", "/home/me/b", "/c");
        LandlockConfig config = LandlockConfig.portable(policy).config()
                .withVariables(Map.of("home", Path.of("/home/me")));

        String toml = new CommentedConfig(
                config, List.of("Learned."), Map.of(Path.of("/home/me/b"), List.of("used", "twice"))).toToml();

        assertThat(toml).startsWith("# Learned.\n\n").endsWith("""

                # used
                # twice
                [[path_beneath]]
                allowed_access = ["read_file", "read_dir"]
                parent = ["${home}/b"]
                """);
        assertThat(toml).contains("parent = [\"/a\", \"/c\"]");
    }

    @Test
    void no_comment_can_be_anything_else() throws Exception {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V1).bestEffort(LandlockAbi.V1).allowReadIfExists("/a");
        LandlockConfig config = LandlockConfig.of(policy);
        String hostile = "x\n[[path_beneath]]\nallowed_access = [\"execute\"]\nparent = [\"/\"]\r\u2028\u202e\u0000";

        String toml = new CommentedConfig(config, List.of(hostile),
                Map.of(Path.of("/a"), List.of(hostile), Path.of("/b\n[landlauncher]"), List.of(hostile))).toToml();

        assertThat(read(toml)).isEqualTo(config);
        assertThat(toml).doesNotContain("\r").doesNotContain("\u202e");
    }

    @Test
    void of_what_has_no_published_rule_the_comment_is_in_the_header() {
        LandlockConfig config = LandlockConfig.of(SandboxPolicy.handling(LandlockAbi.V1).allowRead("/a"));

        assertThat(new CommentedConfig(config, List.of(), Map.of(Path.of("/a"), List.of("used"))).toToml())
                .startsWith("# /a:\n#   used\n");
    }

    @Test
    void whatever_is_commented_the_configuration_comes_back() throws Exception {
        long seed = System.nanoTime();
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int i = 0; i < 1000; i++) {
            SandboxPolicy policy = policies.next();
            Map<Path, List<String>> comments = new HashMap<>();
            policy.rules().pathRules().forEach(rule -> comments.put(rule.path(), List.of("rule on " + rule)));
            LandlockConfig config = LandlockConfig.of(policy);

            String toml = new CommentedConfig(config, List.of("a", "b"), comments).toToml();

            assertThat(read(toml)).as(() -> "seed " + seed + ", " + toml).isEqualTo(config);
        }
    }
}
