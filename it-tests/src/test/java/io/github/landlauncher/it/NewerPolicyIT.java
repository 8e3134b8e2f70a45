package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.Scope;
import java.io.File;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A policy starts a program exactly on the kernels that can enforce it, or, under best effort, whose
 * ABI its floor admits. What does not start leaves nothing.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class NewerPolicyIT {

    private static final Set<LandlockFeature> ABOUT_SOCKETS =
            Set.of(AccessFs.RESOLVE_UNIX, AccessNet.BIND_TCP, AccessNet.CONNECT_TCP,
                    AccessNet.BIND_UDP, AccessNet.CONNECT_SEND_UDP, Scope.ABSTRACT_UNIX_SOCKET);

    @TempDir private Path directory;

    private final int kernel = KernelAbi.current();

    @ParameterizedTest
    @EnumSource
    void a_strict_policy_starts_exactly_if_the_kernel_knows_all_of_it(LandlockAbi abi)
            throws Exception {
        SandboxPolicy policy = Sandbox.policy(abi);

        if (newestPart(policy).isWithin(kernel)) {
            Enforcement enforcement = Sandbox.enforcement(policy);

            assertThat(enforcement.level()).isEqualTo(Level.FULLY);
            assertThat(enforcement.lines()).containsAll(
                    policy.enforcementOn(LandlockSupport.current()).lines());
        } else {
            assertRefused(policy, "abi-too-low", newestPart(policy));
        }
    }

    /** The filter of these policies stands in for rights and scopes that are about sockets. */
    @ParameterizedTest
    @EnumSource
    void without_sockets_a_strict_policy_starts_if_the_kernel_knows_the_rest_of_it(LandlockAbi abi)
            throws Exception {
        SandboxPolicy policy = Sandbox.policy(abi).containment().denyNetwork();
        LandlockAbi needed = newest(
                features(policy).filter(feature -> !ABOUT_SOCKETS.contains(feature)));

        if (needed.isWithin(kernel)) {
            assertThat(Sandbox.enforcement(policy).level()).isEqualTo(Level.FULLY);
        } else {
            assertRefused(policy, "abi-too-low", needed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_floor_admits_the_kernels_from_it_on(LandlockAbi floor) throws Exception {
        SandboxPolicy policy = Sandbox.policy(LandlockAbi.V1).bestEffort(floor);

        if (floor.isWithin(kernel)) {
            assertThat(Sandbox.run(policy, "exit", "7")).exitsWith(7);
        } else {
            assertRefused(policy, "abi-below-floor", floor);
        }
    }

    @ParameterizedTest
    @EnumSource
    void under_best_effort_a_policy_for_any_abi_starts(LandlockAbi abi) throws Exception {
        SandboxPolicy policy = Sandbox.policy(abi).bestEffort(LandlockAbi.V1);

        assertThat(Sandbox.run(policy, "exit", "7")).exitsWith(7);
        assertThat(Sandbox.enforcement(policy).level())
                .isEqualTo(newestPart(policy).isWithin(kernel) ? Level.FULLY : Level.PARTIALLY);
    }

    /** Refused by start and by createRuleset, with the same words, and nothing is left of it. */
    private void assertRefused(SandboxPolicy policy, String section, LandlockAbi needed)
            throws Exception {
        File out = directory.resolve("out").toFile();
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(Probe.command("exit", "0"))
                .policy(policy)
                .redirectOutput(out);
        SandboxUnavailableException failure =
                Failures.leavingNothing(
                        () -> catchThrowableOfType(
                                SandboxUnavailableException.class, builder::start));

        assertThat(out).doesNotExist();
        assertThat(failure.support()).isEqualTo(LandlockSupport.current());
        assertThat(failure)
                .hasMessageStartingWith("Cannot enforce the policy: ")
                .hasMessageContaining("this kernel has ABI " + kernel)
                .hasMessageContaining("Use Linux " + needed.linux() + " or later")
                .hasMessageEndingWith("\n  See docs/errors.md#" + section);
        assertThat(policy.enforcementOn(LandlockSupport.current()).level()).isEqualTo(Level.NOT);
        assertThatThrownBy(policy::createRuleset)
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessage(failure.getMessage());
    }

    /** The ABI that has all of a policy: that of handling(V8), for one, is ABI 6. */
    private static LandlockAbi newestPart(SandboxPolicy policy) {
        return newest(features(policy));
    }

    private static LandlockAbi newest(Stream<LandlockFeature> features) {
        return features.map(LandlockFeature::since).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static Stream<LandlockFeature> features(SandboxPolicy policy) {
        return Stream.of(policy.handledFs(), policy.handledNet(), policy.scopes())
                .flatMap(features -> features.stream().map(LandlockFeature.class::cast));
    }
}
