package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.Erratum;
import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import io.github.landlauncher.SandboxPolicy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequirementTest {

    private static final Host ABI_4 = new Host(
            "6.7", new LandlockSupport(State.AVAILABLE, 4, Set.of(), Set.of()), GroupLimits.all("no v2"));

    private static final Host ALL = new Host(
            "7.3",
            new LandlockSupport(
                    State.AVAILABLE, 12, Set.of(Erratum.values()), Set.of(Facility.SECCOMP)),
            GroupLimits.all(""));

    @ParameterizedTest
    @ValueSource(strings = {
        "12", "abi>=12", "1", "truncate", "TRUNCATE", "connect-tcp", "connect_tcp", "BIND_UDP", "signal",
        "abstract-unix-socket", "log_new_exec_on", "resolve-unix", "erratum=1", "erratum=4",
        "disconnected-directory-handling", "seccomp", "control-groups"
    })
    void what_is_there_is_met(String text) {
        assertThat(Requirement.of(text).missing().apply(ALL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "5              | needs Landlock ABI 5, this kernel has ABI 4",
        "abi>=1000      | needs Landlock ABI 1000, this kernel has ABI 4",
        "ioctl-dev      | IOCTL_DEV needs Landlock ABI 5 (Linux 6.10), this kernel has ABI 4",
        "SIGNAL         | SIGNAL needs Landlock ABI 6 (Linux 6.12), this kernel has ABI 4",
        "erratum=3      | this kernel does not say that it has fixed erratum 3, DISCONNECTED_DIRECTORY_HANDLING",
        "seccomp        | this kernel has no seccomp filters",
        "control_groups | cpu.max, memory.max, pids.max: no v2"
    })
    void what_is_missing_is_said_with_what_has_it(String text, String missing) {
        assertThat(Requirement.of(text).missing().apply(ABI_4)).hasValue(missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "abi>=4", "truncate", "connect_tcp", "execute"})
    void the_boundary_is_met(String text) {
        assertThat(Requirement.of(text).missing().apply(ABI_4)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "execute"})
    void nothing_of_landlock_is_met_without_it(String text) {
        Host without = new Host("6", LandlockSupport.ofAbi(0), GroupLimits.all(""));

        assertThat(Requirement.of(text).missing().apply(without))
                .get().asString().endsWith(", Landlock is not available");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "0", "-1", "abi>6", "abi>=", "abi=6", "erratum=0", "erratum=5", "erratum", "write", "scope",
        "9999999999", "6.12", "seccomp,"
    })
    void what_nothing_can_mean_is_refused(String text) {
        assertThatThrownBy(() -> Requirement.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not something to require");
    }

    @Test
    void a_list_is_split_at_commas_and_a_wrong_word_in_it_is_named() {
        assertThatThrownBy(() -> Landlauncher.commandLine().parseArgs("check", "--require", "6,never,4"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'never' is not something to require");
    }

    @Test
    void each_requirement_that_is_not_met_has_a_line() {
        List<Requirement> asked = List.of(Requirement.of("3"), Requirement.of("6"), Requirement.of("seccomp"));

        assertThat(CheckCommand.missing(ABI_4, asked)).containsExactly(
                "landlauncher: not met: 6: needs Landlock ABI 6, this kernel has ABI 4",
                "landlauncher: not met: seccomp: this kernel has no seccomp filters");
    }

    @Test
    void a_limit_counts_only_if_the_report_of_a_start_says_that_it_is_enforced() {
        Enforcement started = SandboxPolicy.handling(LandlockAbi.V1)
                .enforcementOn(LandlockAbi.V1)
                .with(List.of(
                        new Line("memory.max", Status.DROPPED, Mechanism.NONE, "no v2"),
                        new Line("pids.max", Status.ENFORCED, Mechanism.CONTROL_GROUP, "")));

        GroupLimits limits = GroupLimits.of(started);

        assertThat(limits.complete()).isFalse();
        assertThat(limits.available()).containsExactly("cpu.max", "pids.max");
        assertThat(limits.gaps()).isEqualTo("memory.max: no v2");
    }
}
