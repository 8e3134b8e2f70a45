package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunCommandTest {

    private static final SandboxPolicy POLICY =
            SandboxPolicy.handling(LandlockAbi.V5).bestEffort(LandlockAbi.V1);

    @Test
    void the_programs_arguments_are_passed_as_they_are() {
        RunCommand run = Parsed.exactly(
                "--ro", "/a", "--", "program", "--ro", "-x", "", "@file", "'quoted'", "--", "--strict");

        assertThat(run.command())
                .containsExactly("program", "--ro", "-x", "", "@file", "'quoted'", "--", "--strict");
    }

    @Test
    void options_end_at_the_program_even_without_two_dashes() {
        assertThat(Parsed.exactly("--strict", "program", "--help").command())
                .containsExactly("program", "--help");
    }

    @Test
    void a_program_is_required() {
        assertThatThrownBy(() -> Parsed.exactly("--strict", "--"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("COMMAND");
    }

    @Test
    void nothing_is_said_where_the_kernel_denies_all() {
        assertThat(dropped(5)).isEmpty();
        assertThat(dropped(12)).isEmpty();
    }

    @Test
    void what_the_kernel_cannot_deny_is_said_in_one_line() {
        assertThat(dropped(3)).containsExactly("landlauncher: not denied, since this kernel has only Landlock"
                + " ABI 3: IOCTL_DEV, BIND_TCP, CONNECT_TCP (--strict refuses to run then)");
    }

    @Test
    void what_else_is_not_enforced_is_said_with_the_reason_in_lines_of_their_own() {
        LandlockSupport support = new LandlockSupport(State.AVAILABLE, 4, Set.of(), Set.of(Facility.ROOT));
        SandboxPolicy policy = POLICY.denyNetwork().limit(Resource.NPROC, 10);

        assertThat(RunCommand.dropped(policy.enforcementOn(support), support)).containsExactly(
                "landlauncher: not denied, since this kernel has only Landlock ABI 4: IOCTL_DEV (--strict"
                        + " refuses to run then)",
                "landlauncher: not enforced: network: this kernel has no seccomp filters (--strict refuses"
                        + " to run then)",
                "landlauncher: not enforced: io_uring: this kernel has no seccomp filters (--strict refuses"
                        + " to run then)",
                "landlauncher: not enforced: RLIMIT_NPROC: the kernel does not hold uid 0 to it: run as"
                        + " another user, or limit the control group (--strict refuses to run then)");
    }

    private static List<String> dropped(int abi) {
        LandlockSupport support = LandlockSupport.ofAbi(abi);
        return RunCommand.dropped(POLICY.enforcementOn(support), support);
    }
}
