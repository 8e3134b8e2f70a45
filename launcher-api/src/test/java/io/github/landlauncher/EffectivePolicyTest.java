package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.Enforcement.Level;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy by kernel: what is handed to the kernel, row by row. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EffectivePolicyTest {

    private static final Path P = Path.of("p");
    private static final Set<AccessFs> NO_FILES = Set.of();
    private static final Set<AccessNet> NO_PORTS = Set.of();
    private static final Set<Scope> NO_SCOPES = Set.of();

    /** Which features of a policy are dropped, by best effort from ABI 1, and what the level is. */
    static Stream<Arguments> downgrades() {
        SandboxPolicy v11 = SandboxPolicy.handling(LandlockAbi.V11);
        SandboxPolicy files = SandboxPolicy.handling(
                Set.of(AccessFs.WRITE_FILE, AccessFs.TRUNCATE), NO_PORTS, NO_SCOPES);
        SandboxPolicy ports = SandboxPolicy.handling(
                NO_FILES, Set.of(AccessNet.CONNECT_TCP, AccessNet.BIND_UDP), NO_SCOPES);
        SandboxPolicy scopes = SandboxPolicy.handling(NO_FILES, NO_PORTS, EnumSet.allOf(Scope.class));
        SandboxPolicy mixed = SandboxPolicy.handling(
                Set.of(AccessFs.IOCTL_DEV), Set.of(AccessNet.BIND_TCP), Set.of(Scope.SIGNAL));
        SandboxPolicy refer = SandboxPolicy.handling(Set.of(AccessFs.REFER), NO_PORTS, NO_SCOPES);
        SandboxPolicy logged = SandboxPolicy.handling(Set.of(AccessFs.EXECUTE), NO_PORTS, NO_SCOPES)
                .logging(LogFlag.LOG_NEW_EXEC_ON);
        String udp = "BIND_UDP CONNECT_SEND_UDP";
        String to9 = "RESOLVE_UNIX " + udp;
        String to6 = " ABSTRACT_UNIX_SOCKET SIGNAL";
        return Stream.of(
                arguments(v11, 0, Level.NOT, ""),
                arguments(v11, 1, Level.PARTIALLY,
                        "TRUNCATE IOCTL_DEV RESOLVE_UNIX BIND_TCP CONNECT_TCP " + udp + to6),
                arguments(v11, 2, Level.PARTIALLY,
                        "TRUNCATE IOCTL_DEV RESOLVE_UNIX BIND_TCP CONNECT_TCP " + udp + to6),
                arguments(v11, 3, Level.PARTIALLY,
                        "IOCTL_DEV RESOLVE_UNIX BIND_TCP CONNECT_TCP " + udp + to6),
                arguments(v11, 4, Level.PARTIALLY, "IOCTL_DEV " + to9 + to6),
                arguments(v11, 5, Level.PARTIALLY, to9 + to6),
                arguments(v11, 6, Level.PARTIALLY, to9),
                arguments(v11, 7, Level.PARTIALLY, to9),
                arguments(v11, 8, Level.PARTIALLY, to9),
                arguments(v11, 9, Level.PARTIALLY, udp),
                arguments(v11, 10, Level.FULLY, ""),
                arguments(v11, 11, Level.FULLY, ""),
                arguments(v11, 12, Level.FULLY, ""),
                arguments(v11, 99, Level.FULLY, ""),
                arguments(files, 0, Level.NOT, ""),
                arguments(files, 1, Level.PARTIALLY, "TRUNCATE"),
                arguments(files, 2, Level.PARTIALLY, "TRUNCATE"),
                arguments(files, 3, Level.FULLY, ""),
                arguments(ports, 3, Level.NOT, ""),
                arguments(ports, 4, Level.PARTIALLY, "BIND_UDP"),
                arguments(ports, 9, Level.PARTIALLY, "BIND_UDP"),
                arguments(ports, 10, Level.FULLY, ""),
                arguments(scopes, 5, Level.NOT, ""),
                arguments(scopes, 6, Level.FULLY, ""),
                arguments(mixed, 3, Level.NOT, ""),
                arguments(mixed, 4, Level.PARTIALLY, "IOCTL_DEV SIGNAL"),
                arguments(mixed, 5, Level.PARTIALLY, "SIGNAL"),
                arguments(mixed, 6, Level.FULLY, ""),
                arguments(refer, 1, Level.NOT, ""),
                arguments(refer, 2, Level.FULLY, ""),
                arguments(logged, 6, Level.PARTIALLY, "LOG_NEW_EXEC_ON"),
                arguments(logged, 7, Level.FULLY, ""));
    }

    @ParameterizedTest(name = "ABI {1}: {2}, dropped {3}")
    @MethodSource("downgrades")
    void best_effort_drops_what_the_kernel_lacks_and_only_that(
            SandboxPolicy policy, int abi, Level level, String dropped) {
        EffectivePolicy effective = on(abi, policy.bestEffort(LandlockAbi.V1));

        assertThat(effective.enforcement().level()).isEqualTo(level);
        assertThat(effective.enforcement().lines(Enforcement.Status.DROPPED).stream()
                        .map(Enforcement.Line::what)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(dropped);
    }

    @ParameterizedTest(name = "ABI {1}: {2}, dropped {3}")
    @MethodSource("downgrades")
    void strict_starts_nothing_where_best_effort_enforces_less_than_all(
            SandboxPolicy policy, int abi, Level level, String dropped) {
        assertThat(on(abi, policy).enforcement().level())
                .isEqualTo(level == Level.FULLY ? Level.FULLY : Level.NOT);
    }

    @Test
    void refer_that_a_rule_allows_is_denied_on_abi_1_and_the_sandbox_stays_on() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V2)
                .bestEffort(LandlockAbi.V1)
                .allowReadWrite("p");

        EffectivePolicy effective = on(1, policy);

        assertThat(effective.handledFs()).isEqualTo(LandlockAbi.V1.accessFs());
        assertThat(effective.enforcement().level()).isEqualTo(Level.PARTIALLY);
        assertThat(effective.enforcement().line(AccessFs.REFER)).hasValueSatisfying(line -> {
            assertThat(line.status()).isEqualTo(Enforcement.Status.STRICTER);
            assertThat(line.reason()).endsWith("cross-directory rename denied everywhere");
        });
        assertThat(effective.enforcement().enforces(AccessFs.REFER)).isTrue();
        assertThat(effective.rules().pathRules()).singleElement()
                .satisfies(rule -> assertThat(rule.access())
                        .contains(AccessFs.WRITE_FILE)
                        .doesNotContain(AccessFs.REFER));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 11})
    void a_group_with_refer_in_a_policy_without_it_leaves_the_sandbox_on(int abi) {
        EffectivePolicy effective =
                on(abi, SandboxPolicy.handling(LandlockAbi.V1).bestEffort(LandlockAbi.V1).allowReadWrite("p"));

        assertThat(effective.handledFs()).isEqualTo(LandlockAbi.V1.accessFs());
        assertThat(effective.enforcement().level()).isEqualTo(Level.FULLY);
    }

    @Test
    void refer_that_no_rule_allows_is_fully_enforced_on_abi_1() {
        Enforcement enforcement = on(1, SandboxPolicy.handling(LandlockAbi.V2)
                        .bestEffort(LandlockAbi.V1)
                        .allowRead("p"))
                .enforcement();

        assertThat(enforcement.level()).isEqualTo(Level.FULLY);
        assertThat(enforcement.line(AccessFs.REFER).orElseThrow())
                .hasToString("REFER: enforced by landlock (ABI 1 denies it everywhere)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 11})
    void refer_is_denied_to_whatever_handles_a_right_on_files(int abi) {
        Enforcement enforcement = on(abi, SandboxPolicy.handling(LandlockAbi.V1)).enforcement();

        assertThat(enforcement.level()).isEqualTo(Level.FULLY);
        assertThat(enforcement.enforces(AccessFs.REFER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 7, 10, 11, 99})
    void a_policy_on_ports_or_scopes_alone_is_not_said_to_deny_cross_directory_renames(int abi) {
        List<SandboxPolicy> policies = List.of(
                SandboxPolicy.handling(NO_FILES, EnumSet.allOf(AccessNet.class), NO_SCOPES),
                SandboxPolicy.handling(NO_FILES, NO_PORTS, EnumSet.allOf(Scope.class)));

        assertThat(policies).allSatisfy(policy -> {
            Enforcement enforcement = on(abi, policy.bestEffort(LandlockAbi.V1)).enforcement();

            assertThat(enforcement.enforces(AccessFs.REFER)).isFalse();
            assertThat(enforcement.toString()).doesNotContain("rename").doesNotContain("REFER");
        });
    }

    @Test
    void rights_in_rules_are_cut_to_what_is_handled_on_the_kernel() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V11)
                .bestEffort(LandlockAbi.V1)
                .allow(Set.of(AccessFs.TRUNCATE, AccessFs.WRITE_FILE), P)
                .allow(Set.of(AccessFs.IOCTL_DEV, AccessFs.READ_FILE), P)
                .allowConnectTcp(443)
                .allowConnectUdp(53);

        assertThat(on(11, policy).rules()).isEqualTo(policy.rules());
        assertThat(on(4, policy).rules()).isEqualTo(Rules.none()
                .allow(Set.of(AccessFs.TRUNCATE, AccessFs.WRITE_FILE), P)
                .allow(Set.of(AccessFs.READ_FILE), P)
                .allowConnectTcp(443)
                .with(List.of(), List.of(new PortRule(53, Set.of()), new PortRule(0, Set.of()))));
        assertThat(on(2, policy).rules().pathRules()).containsExactly(
                new PathRule(Optional.empty(), P, Set.of(AccessFs.WRITE_FILE), true, false),
                new PathRule(Optional.empty(), P, Set.of(AccessFs.READ_FILE), true, false));
    }

    @Test
    void a_rule_of_which_no_right_is_left_allows_nothing_and_fails_nothing() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V5)
                .bestEffort(LandlockAbi.V1)
                .allow(Set.of(AccessFs.IOCTL_DEV), P);

        EffectivePolicy effective = on(4, policy);

        assertThat(effective.rules().pathRules()).singleElement()
                .satisfies(rule -> assertThat(rule.access()).isEmpty());
        assertThat(effective.enforcement().level()).isEqualTo(Level.PARTIALLY);
    }

    @ParameterizedTest
    @EnumSource(LandlockAbi.class)
    void best_effort_never_goes_below_its_floor(LandlockAbi floor) {
        for (LandlockAbi written : LandlockAbi.values()) {
            SandboxPolicy policy = SandboxPolicy.handling(written).bestEffort(floor);
            for (int abi = 0; abi <= 12; abi++) {
                assertThat(on(abi, policy).enforcement().level() == Level.NOT)
                        .as("%s with floor %s on ABI %d", written, floor, abi)
                        .isEqualTo(abi < floor.number());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LandlockAbi.class)
    void a_newer_kernel_than_any_known_one_is_the_newest_known_one(LandlockAbi abi) {
        SandboxPolicy policy = SandboxPolicy.handling(abi).allowReadWrite("p");

        assertThat(on(99, policy)).isEqualTo(on(12, policy)).isEqualTo(on(11, policy));
    }

    @Test
    void errata_never_change_what_is_handed_to_the_kernel() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7).allowReadWrite("p");
        LandlockSupport none = new LandlockSupport(LandlockSupport.State.AVAILABLE, 7, Set.of(), Set.of());
        LandlockSupport all = new LandlockSupport(
                LandlockSupport.State.AVAILABLE, 7, EnumSet.allOf(Erratum.class),
                Set.of(Facility.MPTCP));

        EffectivePolicy without = EffectivePolicy.of(policy, none);
        EffectivePolicy with = EffectivePolicy.of(policy, all);

        assertThat(without.handledFs()).isEqualTo(with.handledFs()).isEqualTo(policy.handledFs());
        assertThat(without.handledNet()).isEqualTo(with.handledNet()).isEqualTo(policy.handledNet());
        assertThat(without.scopes()).isEqualTo(with.scopes()).isEqualTo(policy.scopes());
        assertThat(without.enforcement().level()).isEqualTo(Level.FULLY);
    }

    private static EffectivePolicy on(int abi, SandboxPolicy policy) {
        return EffectivePolicy.of(policy, LandlockSupport.ofAbi(abi));
    }
}
