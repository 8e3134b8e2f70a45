package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.Scope;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * A program never gains privileges by executing another one. The kernel demands this of ordinary
 * users only; it is the same for root. BaselineIT shows that it is not so without a sandbox.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class NoNewPrivsIT {

    @Test
    void a_program_started_with_a_policy_has_no_new_privs() throws Exception {
        assertNoNewPrivs(Sandbox.run(Sandbox.policy(), "nnp"));
    }

    @Test
    void a_program_started_with_a_ruleset_has_no_new_privs() throws Exception {
        try (Ruleset ruleset = Sandbox.policy().createRuleset()) {
            assertNoNewPrivs(
                    Sandbox.run(
                            new SandboxedProcessBuilder(Probe.command("nnp")).ruleset(ruleset)));
        }
    }

    @Test
    void a_program_executed_by_the_program_has_no_new_privs() throws Exception {
        String probe = Probe.path().toString();

        assertNoNewPrivs(Sandbox.run(Sandbox.policy(), "exec", probe, "nnp"));
    }

    @Test
    void a_program_under_the_smallest_policy_on_files_has_no_new_privs() throws Exception {
        assertNoNewPrivs(
                Sandbox.run(
                        SandboxPolicy.handling(Set.of(AccessFs.MAKE_BLOCK), Set.of(), Set.of()),
                        "nnp"));
    }

    @Test
    @RequiresAbi(4)
    void a_program_under_a_policy_on_ports_alone_has_no_new_privs() throws Exception {
        assertNoNewPrivs(
                Sandbox.run(
                        SandboxPolicy.handling(Set.of(), Set.of(AccessNet.BIND_TCP), Set.of()),
                        "nnp"));
    }

    @Test
    @RequiresAbi(6)
    void a_program_under_a_policy_on_signals_alone_has_no_new_privs() throws Exception {
        assertNoNewPrivs(
                Sandbox.run(
                        SandboxPolicy.handling(Set.of(), Set.of(), Set.of(Scope.SIGNAL)), "nnp"));
    }

    private static void assertNoNewPrivs(ProbeResult result) {
        assertThat(result).succeeds();
        assertThat(result.lines()).containsExactly("1");
    }
}
