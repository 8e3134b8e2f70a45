package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicyOptionsTest {

    private static final SandboxPolicy NO_OPTIONS = SandboxPolicy.handling(LandlockAbi.V7)
            .bestEffort(LandlockAbi.V1)
            .allow(Presets.baseSystem());

    @Test
    void without_options_abi_7_is_denied_as_far_as_any_kernel_can_and_the_base_system_allowed() {
        assertThat(policy()).isEqualTo(NO_OPTIONS);
    }

    @Test
    void each_kind_of_access_is_its_own_option_and_can_be_repeated() {
        assertThat(policy("--ro", "/r1", "--ro", "/r2", "--rx", "/x", "--rw", "w", "--rwx", "/wx"))
                .isEqualTo(NO_OPTIONS
                        .allowRead("/r1", "/r2")
                        .allowReadExecute("/x")
                        .allowReadWrite("w")
                        .allowReadWriteExecute("/wx"));
    }

    @Test
    void ports_are_allowed_one_by_one() {
        assertThat(policy("--connect", "443", "--connect=80", "--bind", "0"))
                .isEqualTo(NO_OPTIONS.allowConnectTcp(443, 80).allowBindTcp(0));
    }

    @Test
    void without_the_base_system_nothing_is_allowed() {
        assertThat(policy("--no-base").rules().pathRules()).isEmpty();
    }

    @Test
    void strict_is_without_a_floor() {
        assertThat(policy("--strict")).isEqualTo(NO_OPTIONS.strict());
    }

    @Test
    void the_floor_of_best_effort_can_be_raised() {
        assertThat(policy("--best-effort", "4")).isEqualTo(NO_OPTIONS.bestEffort(LandlockAbi.V4));
    }

    @Test
    void the_abi_can_be_chosen() {
        assertThat(policy("--abi", "11").handledFs()).isEqualTo(LandlockAbi.V11.accessFs());
        assertThat(policy("--abi", "1").handledNet()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--connect=65536", "--bind=-1", "--connect=http", "--ro=", "--abi=0", "--abi=12", "--abi=x",
        "--best-effort=0", "--strict --best-effort=2", "--abi=3 --connect=80", "--rx"
    })
    void options_that_make_no_policy_are_refused(String options) {
        assertThatThrownBy(() -> policy(options.split(" "))).isInstanceOf(ParameterException.class);
    }

    private static SandboxPolicy policy(String... options) {
        return Parsed.run(options).policy();
    }
}
