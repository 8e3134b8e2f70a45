package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Named.named;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.cli.Landlauncher;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On a kernel without Landlock nothing starts, whatever the policy, and the advice tells a kernel
 * that has none from one that was booted without.
 */
@KernelFacing
@DisplayNameGeneration(ReplaceUnderscores.class)
class NoLandlockIT {

    @TempDir private Path directory;

    private State state;

    @BeforeEach
    void the_kernel_has_no_landlock() throws Exception {
        assumeTrue(KernelAbi.current() == 0, "needs a kernel without Landlock");
        int answer = Integer.parseInt(Probe.runFree("landlock-abi").text().strip());
        assertThat(-answer).isIn(Errno.ENOSYS.number(), Errno.EOPNOTSUPP.number());
        state = -answer == Errno.ENOSYS.number() ? State.NOT_IMPLEMENTED : State.NOT_ENABLED;
    }

    @Test
    void the_support_says_why() {
        LandlockSupport support = LandlockSupport.current();

        assertThat(support.state()).isEqualTo(state);
        assertThat(support.abi()).isZero();
        assertThat(support.errata()).isEmpty();
    }

    static Stream<Named<SandboxPolicy>> policies() {
        SandboxPolicy first = Sandbox.policy(LandlockAbi.V1);
        return Stream.of(
                named("strict", first),
                named("strict, of the newest ABI", Sandbox.policy(LandlockAbi.V11)),
                named("best effort", first.bestEffort(LandlockAbi.V1)),
                named("contained", first.containment()),
                named("contained best effort", first.bestEffort(LandlockAbi.V1).containment()
                        .denyNetwork()));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void no_policy_starts_anything_or_leaves_anything(SandboxPolicy policy) throws Exception {
        File out = directory.resolve("out").toFile();
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(Probe.command("exit", "0"))
                .policy(policy)
                .redirectOutput(out);
        catchThrowableOfType(SandboxUnavailableException.class, builder::start); // loads classes
        Leftovers before = Leftovers.now();

        SandboxUnavailableException failure =
                catchThrowableOfType(SandboxUnavailableException.class, builder::start);

        assertThat(Leftovers.now()).isEqualTo(before);
        assertThat(out).doesNotExist();
        assertThat(failure.support().state()).isEqualTo(state);
        assertThat(failure)
                .hasMessageStartingWith("Cannot enforce the policy: ")
                .hasMessageContaining(cause())
                .hasMessageContaining(advice())
                .hasMessageEndingWith("\n  See docs/errors.md#" + section());
        assertThat(policy.enforcementOn(LandlockSupport.current()).level()).isEqualTo(Level.NOT);
        assertThatThrownBy(policy::createRuleset)
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessage(failure.getMessage());
    }

    @Test
    void the_command_says_it_as_well() throws Exception {
        ProbeResult check = landlauncher("check");
        assertThat(check).exitsWith(1);
        assertThat(check.text())
                .contains("Landlock: not available: ", cause(), "docs/errors.md#" + section());

        ProbeResult run = landlauncher("run", "--rx", "/usr", "--", "/bin/true");
        assertThat(run).exitsWith(125);
        assertThat(run.error()).contains(cause(), advice());
    }

    @Test
    void where_it_was_not_enabled_the_kernel_s_list_does_not_have_it() throws Exception {
        Path list = Path.of("/sys/kernel/security/lsm");
        assumeTrue(Files.exists(list), "needs " + list);
        assumeFalse(Guest.isCutDown(), "needs a kernel that is not cut down");

        assertThat(list).content().doesNotContain("landlock");
    }

    private String cause() {
        return state == State.NOT_ENABLED
                ? "Landlock is not enabled on this kernel (EOPNOTSUPP)"
                : "this kernel does not implement Landlock (ENOSYS)";
    }

    private String advice() {
        return state == State.NOT_ENABLED ? "boot parameter lsm=" : "Use Linux 5.13 or later";
    }

    private String section() {
        return state == State.NOT_ENABLED ? "landlock-not-enabled" : "landlock-not-implemented";
    }

    private static ProbeResult landlauncher(String... arguments) throws Exception {
        List<String> command = new JavaCommand().command(Landlauncher.class, arguments);
        return ProbeResult.of(command, new ProcessBuilder(command).start());
    }
}
