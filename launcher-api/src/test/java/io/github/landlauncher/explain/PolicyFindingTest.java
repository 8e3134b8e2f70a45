package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.explain.LintLayout.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicyFindingTest {

    private static LintLayout files;

    @BeforeAll
    static void make(@TempDir Path directory) throws IOException {
        files = LintLayout.in(directory);
    }

    @Test
    void what_fails_a_start_comes_first_and_what_is_only_worth_knowing_last() {
        List<PolicyFinding> findings = files.findings(NOTHING
                .allowReadIfExists(files.at("none").toString())
                .allowReadWriteExecute(files.at("a"))
                .allowRead(files.at("gone")));

        assertThat(findings).extracting(PolicyFinding::kind).containsExactly(
                Kind.PATH_MISSING, Kind.WRITTEN_CAN_BE_EXECUTED, Kind.RULE_VOID, Kind.NO_PORT);
    }

    @Test
    void of_equal_rules_all_but_the_first_are_found_once() {
        SandboxPolicy policy = NOTHING.allowRead(files.at("a"), files.at("link"), files.at("a"));

        assertThat(of(Kind.ADDS_NOTHING, policy)).extracting(finding -> finding.rules().get(0).path())
                .containsExactly(files.at("link"), files.at("a"));
    }

    @Test
    void what_adds_nothing_can_be_left_out_all_at_once() {
        // Each of the two single rights is in the third rule, and the third in the two together.
        SandboxPolicy policy = NOTHING.allow(Set.of(READ_FILE), files.at("a")).allow(Set.of(EXECUTE), files.at("a"))
                .allow(Set.of(READ_FILE, EXECUTE), files.at("a"));

        List<PathRule> superfluous =
                of(Kind.ADDS_NOTHING, policy).stream().map(finding -> finding.rules().get(0)).toList();

        assertThat(superfluous).containsExactly(policy.rules().pathRules().get(2));
    }

    @Test
    void the_rules_concerned_are_named_in_the_text_and_given_as_values() {
        SandboxPolicy policy = NOTHING.allowReadWrite(files.at("a")).allowReadExecute(files.at("a/tool"));

        assertThat(of(Kind.WRITTEN_CAN_BE_EXECUTED, policy)).singleElement().satisfies(finding -> {
            assertThat(finding.rules()).isEqualTo(policy.rules().pathRules());
            assertThat(finding.text()).contains(files.at("a") + ",", files.at("a/tool") + ".");
        });
    }

    @Test
    void a_path_that_was_written_to_deceive_is_shown_as_it_is() {
        assertThat(of(Kind.PATH_MISSING, NOTHING.allowRead("/none\nerror")))
                .singleElement().asString().startsWith("error: PATH_MISSING: A start refuses the rule on /none\\u000aerror: its path");
    }

    private static List<PolicyFinding> of(Kind kind, SandboxPolicy policy) {
        return files.findings(policy).stream().filter(finding -> finding.kind() == kind).toList();
    }
}
