package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import io.github.landlauncher.explain.Explanation;
import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.explain.Suggestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines that an explanation suggests, added to the file that a policy comes from. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuggestedLinesTest {

    private static final String FILE = """
            abi = 8

            [[ruleset]]
            handled_access_fs = ["abi.all"]
            handled_access_net = ["abi.all"]
            scoped = ["abi.all"]

            [[path_beneath]]
            allowed_access = ["read_dir"]
            parent = ["/usr"]
            """;

    @TempDir Path temporary;

    private static SandboxPolicy policy(String toml) throws ConfigException {
        return LandlockConfig.parse(
                Set.of(), ConfigFormat.TOML, "policy.toml", toml.getBytes(StandardCharsets.UTF_8)).toPolicy();
    }

    private static Explanation explain(SandboxPolicy policy, Operation operation) {
        return policy.explainerOn(LandlockAbi.V8).explain(operation);
    }

    /** The policy with what is suggested, having checked that it is what the Java call makes. */
    private static SandboxPolicy withLines(Operation operation) throws ConfigException {
        SandboxPolicy before = policy(FILE);
        Explanation explanation = explain(before, operation);
        assertThat(explanation.allowed()).as(explanation.toString()).isFalse();
        assertThat(explanation.suggestions()).isNotEmpty();
        StringBuilder text = new StringBuilder(FILE);
        SandboxPolicy changed = before;
        for (Suggestion suggestion : explanation.suggestions()) {
            text.append('\n').append(suggestion.toml());
            changed = suggestion.allowIn(changed);
        }
        SandboxPolicy after = policy(text.toString());
        assertThat(explain(after, operation).allowed()).as(text.toString()).isTrue();
        assertThat(explain(changed, operation).allowed()).isTrue();
        assertThat(after.handledFs()).isEqualTo(before.handledFs());
        assertThat(after.handledNet()).isEqualTo(before.handledNet());
        assertThat(after.scopes()).isEqualTo(before.scopes());
        return after;
    }

    private static List<PathRule> more(SandboxPolicy after) throws ConfigException {
        List<PathRule> before = policy(FILE).rules().pathRules();
        return after.rules().pathRules().stream().filter(rule -> !before.contains(rule)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a b", "$x ${y} $$", "\"quoted\"", "back\\slash", "line\nend", "# comment", "'"})
    void a_file_is_allowed_by_its_name_whatever_that_is(String name) throws Exception {
        Path file = Files.writeString(temporary.toRealPath().resolve(name), "text");

        SandboxPolicy after = withLines(new Operation.Open(file, Set.of(OpenFlag.READ)));

        assertThat(more(after)).singleElement().satisfies(rule -> {
            assertThat(rule.path()).isEqualTo(file);
            assertThat(rule.access()).containsExactly(AccessFs.READ_FILE);
        });
    }

    static Set<AccessFs> published() {
        return LandlockAbi.V8.accessFs();
    }

    @ParameterizedTest
    @MethodSource("published")
    void every_right_of_the_format_is_allowed_alone(AccessFs right) throws Exception {
        SandboxPolicy after = withLines(new Operation.Use(temporary.toRealPath(), EnumSet.of(right)));

        assertThat(more(after)).singleElement()
                .satisfies(rule -> assertThat(rule.access()).containsExactly(right));
    }

    @Test
    void a_rename_is_allowed_by_a_rule_for_each_directory() throws Exception {
        Path root = temporary.toRealPath();
        Path from = Files.createDirectory(root.resolve("from"));
        Path to = Files.createDirectory(root.resolve("to"));
        Files.writeString(from.resolve("f"), "text");

        SandboxPolicy after = withLines(new Operation.Rename(from.resolve("f"), to.resolve("f"), false));

        assertThat(more(after)).extracting(PathRule::path).containsExactlyInAnyOrder(from, to);
    }

    @ParameterizedTest
    @EnumSource(value = AccessNet.class, names = {"BIND_TCP", "CONNECT_TCP"})
    void a_port_is_allowed_for_what_it_is_used_for(AccessNet right) throws Exception {
        SandboxPolicy after = withLines(new Operation.UsePort(right, 443));

        assertThat(after.rules().portRules()).singleElement().satisfies(rule -> {
            assertThat(rule.port()).isEqualTo(443);
            assertThat(rule.access()).containsExactly(right);
        });
    }

    @Test
    void what_lines_of_their_own_cannot_say_has_none() throws IOException {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V10).bestEffort(LandlockAbi.V1);
        for (Operation operation : List.of(
                new Operation.ResolveUnix(temporary.resolve("socket")),
                new Operation.UsePort(AccessNet.BIND_UDP, 53),
                new Operation.Reach(Scope.SIGNAL))) {
            assertThat(policy.explainerOn(LandlockAbi.V10).explain(operation).suggestions())
                    .singleElement().satisfies(suggestion -> assertThat(suggestion.toml()).isEmpty());
        }
    }
}
