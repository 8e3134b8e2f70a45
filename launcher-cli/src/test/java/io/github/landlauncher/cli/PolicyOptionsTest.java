package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.Capability;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
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
    void what_is_denied_is_all_that_the_abi_of_choice_can_deny() {
        assertThat(policy("--handling", "11").handledFs()).isEqualTo(LandlockAbi.V11.accessFs());
        assertThat(policy("--handling", "1").handledNet()).isEmpty();
    }

    @Test
    void abi_alone_is_no_option_as_it_would_leave_open_whose() {
        assertThatThrownBy(() -> policy("--abi", "7"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--abi");
    }

    @Test
    void each_kind_of_containment_is_its_own_option() {
        assertThat(policy("--containment")).isEqualTo(NO_OPTIONS.containment());
        assertThat(policy("--no-network")).isEqualTo(NO_OPTIONS.denyNetwork());
        assertThat(policy("--memory-max", "64000000", "--pids-max", "20"))
                .isEqualTo(NO_OPTIONS.memoryMax(64_000_000).pidsMax(20));
        assertThat(policy("--run-as", "1000:100")).isEqualTo(NO_OPTIONS.runAs(1000, 100));
    }

    @Test
    void a_limit_is_soft_and_hard_or_both_at_once() {
        assertThat(policy("--limit", "NOFILE=64:128", "--limit=CPU=5", "--limit", "rlimit_as=9:unlimited"))
                .isEqualTo(NO_OPTIONS
                        .limit(Resource.NOFILE, 64, 128)
                        .limit(Resource.CPU, 5)
                        .limit(Resource.AS, 9, Limit.UNLIMITED));
    }

    @Test
    void capabilities_are_kept_one_by_one_by_either_of_their_names() {
        assertThat(policy("--keep-capability", "NET_BIND_SERVICE", "--keep-capability=cap_kill"))
                .isEqualTo(NO_OPTIONS.keepCapabilities(Capability.NET_BIND_SERVICE, Capability.KILL));
    }

    @Test
    void an_unknown_resource_or_capability_is_answered_with_those_there_are() {
        assertThatThrownBy(() -> policy("--limit", "MEMORY=1"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'MEMORY' is not a resource: they are CPU, FSIZE, STACK, CORE, NPROC,"
                        + " NOFILE, MEMLOCK, AS");
        assertThatThrownBy(() -> policy("--keep-capability", "NONE"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'NONE' is not a capability: they are CHOWN, DAC_OVERRIDE, ");
    }

    @Test
    void the_help_names_every_resource() {
        String help = Landlauncher.commandLine().getSubcommands().get("run").getUsageMessage();

        for (Resource resource : Resource.values()) {
            assertThat(help).containsPattern("\\b" + resource + "\\b");
        }
    }

    @Test
    void options_that_contradict_each_other_are_refused_in_words_of_the_command_line() {
        assertThatThrownBy(() -> policy("--no-network", "--connect", "443"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--no-network with [net_port 443");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--connect=65536", "--bind=-1", "--connect=http", "--ro=", "--handling=0", "--handling=12", "--handling=x",
        "--best-effort=0", "--strict --best-effort=2", "--handling=3 --connect=80", "--rx",
        "--limit=NOFILE", "--limit=NOFILE=", "--limit=NOFILE=2:1", "--limit=NOFILE=-1", "--limit=CPU=1:x",
        "--memory-max=0", "--memory-max=1G", "--pids-max=0", "--run-as=1", "--run-as=1:4294967295",
        "--run-as=root:root"
    })
    void options_that_make_no_policy_are_refused(String options) {
        assertThatThrownBy(() -> policy(options.split(" "))).isInstanceOf(ParameterException.class);
    }

    private static SandboxPolicy policy(String... options) {
        return Parsed.policy(options);
    }
}
