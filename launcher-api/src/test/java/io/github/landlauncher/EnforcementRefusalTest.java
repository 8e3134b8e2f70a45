package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.LandlockSupport.State;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When a policy is refused, and in which words. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnforcementRefusalTest {

    private static final SandboxPolicy SCOPES =
            SandboxPolicy.handling(Set.of(), Set.of(), EnumSet.allOf(Scope.class));

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(SandboxPolicy.handling(LandlockAbi.V6), LandlockSupport.ofAbi(4), """
                        Cannot enforce the policy: IOCTL_DEV needs Landlock ABI 5 (Linux 6.10); \
                        ABSTRACT_UNIX_SOCKET, SIGNAL need Landlock ABI 6 (Linux 6.12), this kernel has ABI 4.
                          Use Linux 6.12 or later, or bestEffort(LandlockAbi.V4) to run without.
                          See docs/errors.md#abi-too-low"""),
                arguments(SCOPES.allowAbstractUnixSockets(), LandlockSupport.ofAbi(4), """
                        Cannot enforce the policy: SIGNAL needs Landlock ABI 6 (Linux 6.12), this kernel has ABI 4.
                          Use Linux 6.12 or later, or handle a right that this kernel knows as well.
                          See docs/errors.md#abi-too-low"""),
                arguments(SCOPES.bestEffort(LandlockAbi.V1), LandlockSupport.ofAbi(5), """
                        Cannot enforce the policy: nothing of it would be enforced: ABSTRACT_UNIX_SOCKET, SIGNAL \
                        need Landlock ABI 6 (Linux 6.12), this kernel has ABI 5.
                          Use Linux 6.12 or later, or handle a right that this kernel knows as well.
                          See docs/errors.md#abi-too-low"""),
                arguments(SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V6),
                        LandlockSupport.ofAbi(2), """
                        Cannot enforce the policy: its floor is Landlock ABI 6 (Linux 6.12), this kernel has ABI 2.
                          Use Linux 6.12 or later, or a lower floor in bestEffort.
                          See docs/errors.md#abi-below-floor"""),
                arguments(SCOPES, unavailable(State.NOT_IMPLEMENTED), """
                        Cannot enforce the policy: this kernel does not implement Landlock (ENOSYS).
                          Use Linux 5.13 or later, built with CONFIG_SECURITY_LANDLOCK=y. Some container \
                        runtimes hide it.
                          See docs/errors.md#landlock-not-implemented"""),
                arguments(SCOPES, unavailable(State.NOT_ENABLED), """
                        Cannot enforce the policy: Landlock is not enabled on this kernel (EOPNOTSUPP).
                          Add landlock to the kernel's boot parameter lsm=; what is enabled now is in \
                        /sys/kernel/security/lsm.
                          See docs/errors.md#landlock-not-enabled"""),
                arguments(SCOPES, unavailable(State.BLOCKED), """
                        Cannot enforce the policy: a seccomp filter around this JVM forbids Landlock (EPERM).
                          Allow landlock_create_ruleset, landlock_add_rule and landlock_restrict_self in the \
                        container's profile.
                          See docs/errors.md#landlock-blocked"""));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_says_what_is_missing_and_what_to_do(
            SandboxPolicy policy, LandlockSupport kernel, String message) {
        Enforcement enforcement = policy.enforcementOn(kernel);

        assertThatThrownBy(() -> SandboxUnavailableException.check(enforcement, kernel))
                .isInstanceOfSatisfying(SandboxUnavailableException.class, e ->
                        assertThat(e.support()).isEqualTo(kernel))
                .hasMessage(message);
        assertThat(enforcement).hasToString(message.replace("Cannot enforce the policy", "not enforced"));
    }

    @Test
    void what_is_enforced_in_part_is_no_refusal() {
        LandlockSupport kernel = LandlockSupport.ofAbi(4);
        Enforcement enforcement =
                SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V4).enforcementOn(kernel);

        assertThat(enforcement.refusal()).isEmpty();
        assertThatCode(() -> SandboxUnavailableException.check(enforcement, kernel)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = "AVAILABLE", mode = EnumSource.Mode.EXCLUDE)
    void without_landlock_no_floor_helps(State state) {
        assertThat(SCOPES.bestEffort(LandlockAbi.V1).enforcementOn(unavailable(state)))
                .isEqualTo(SCOPES.enforcementOn(unavailable(state)));
    }

    @Test
    void an_exact_rule_names_the_same_error_on_every_kernel() {
        SandboxPolicy policy = SandboxPolicy.handling(Set.of(AccessFs.TRUNCATE), Set.of(), Set.of());

        assertThatThrownBy(() -> policy.allow(Set.of(AccessFs.REFER), Path.of("p")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(policy.enforcementOn(LandlockAbi.V1).level()).isEqualTo(Level.NOT);
        assertThat(policy.allow(Set.of(AccessFs.TRUNCATE), Path.of("p")).enforcementOn(LandlockAbi.V1))
                .isEqualTo(policy.enforcementOn(LandlockAbi.V1));
    }

    private static LandlockSupport unavailable(State state) {
        return new LandlockSupport(state, 0, Set.of(), Set.of());
    }
}
