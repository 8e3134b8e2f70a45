package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.explain.PolicyFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LintCommandTest {

    @TempDir
    Path directory;

    @Test
    void each_finding_is_a_line_and_a_warning_gives_1() {
        Executed linted = Executed.of("lint", "--no-base", "--handling", "3", "--rwx", directory.toString());

        assertThat(linted.output()).isEqualTo("warning: WRITTEN_CAN_BE_EXECUTED: What the program writes at "
                + directory + " it can also execute, by the rule on " + directory + ". Keep what is written apart"
                + " from what is executed, unless it has to run what it makes.\n");
        assertThat(linted.error()).isEmpty();
        assertThat(linted.exitValue()).isEqualTo(1);
    }

    @Test
    void what_would_fail_a_start_is_an_error_and_gives_1() {
        Executed linted = Executed.of("lint", "--no-base", "--handling", "3", "--ro", directory + "/none");

        assertThat(linted.output()).startsWith("error: PATH_MISSING: A start refuses the rule on " + directory + "/none: ");
        assertThat(linted.exitValue()).isEqualTo(1);
    }

    @Test
    void information_alone_gives_0() {
        Executed linted = Executed.of("lint", "--no-base", "--ro", directory.toString());

        assertThat(linted.output()).startsWith("information: NO_PORT: ").hasLineCount(1);
        assertThat(linted.exitValue()).isZero();
    }

    @Test
    void nothing_found_is_no_output_and_0() {
        Executed linted =
                Executed.of("lint", "--no-base", "--ro", directory.toString(), "--connect", "443");

        assertThat(linted).isEqualTo(new Executed(0, "", ""));
    }

    @Test
    void it_is_there_for_programs_with_the_rules_concerned() throws IOException {
        Executed linted = Executed.of("lint", "--json", "--no-base", "--handling", "3", "--rwx", directory.toString());

        assertThat(KernelJsonTest.at(linted.output(), "/findings/0/severity")).isEqualTo("warning");
        assertThat(KernelJsonTest.at(linted.output(), "/findings/0/kind")).isEqualTo("WRITTEN_CAN_BE_EXECUTED");
        assertThat(KernelJsonTest.at(linted.output(), "/findings/0/rules/0"))
                .startsWith("path_beneath " + directory + " [EXECUTE, ");
        assertThat(KernelJsonTest.at(linted.output(), "/findings/0/text")).startsWith("What the program writes at ");
        assertThat(linted.exitValue()).isEqualTo(1);
    }

    @Test
    void nothing_found_is_an_empty_array() {
        assertThat(Executed.of("lint", "--json", "--no-base", "--handling", "3").output())
                .isEqualTo("{\n  \"findings\" : [ ]\n}\n");
    }

    @Test
    void a_policy_of_a_file_is_looked_through_as_well() throws IOException {
        String file = Files.writeString(directory.resolve("policy.toml"), """
                [[path_beneath]]
                allowed_access = ["execute", "read_file"]
                parent = ["/", "/usr"]
                """).toString();

        assertThat(Executed.of("lint", "--policy", file).output())
                .contains("ADDS_NOTHING_HERE: The rules on /usr add nothing to others", "RULE_ON_ROOT");
    }

    @Test
    void the_page_names_every_kind() throws IOException {
        String page = Files.readString(Path.of("../docs/explain.md"));

        assertThat(PolicyFinding.Kind.values()).allSatisfy(kind -> assertThat(page).contains("`" + kind + "`"));
    }

    @Test
    void a_policy_that_cannot_be_read_is_a_failure() {
        Executed linted = Executed.of("lint", "--policy", directory + "/none.toml");

        assertThat(linted.exitValue()).isEqualTo(125);
        assertThat(linted.output()).isEmpty();
        assertThat(linted.error()).startsWith("landlauncher: ").contains("none.toml");
    }
}
