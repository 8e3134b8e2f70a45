package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockSupport.State;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every policy on every kernel. A policy is any choice of one feature from each ABI
 * that brought some, with log flags or not, with rules that allow all of it or nothing, strict or
 * with a floor that is the lowest, the kernel's or above it: every way in which a policy and an ABI
 * can relate.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DowngradePropertyTest {

    private static final List<AccessFs> FILES = List.of(
            AccessFs.WRITE_FILE,
            AccessFs.REFER,
            AccessFs.TRUNCATE,
            AccessFs.IOCTL_DEV,
            AccessFs.RESOLVE_UNIX);
    private static final List<AccessNet> PORTS = List.of(AccessNet.CONNECT_TCP, AccessNet.BIND_UDP);
    private static final List<SandboxPolicy> POLICIES = policies();
    private static final Pattern BEST_EFFORT = Pattern.compile("bestEffort\\(LandlockAbi\\.(V\\d+)\\)");
    private static final Pattern USE_LINUX = Pattern.compile("Use Linux ([\\d.]+) or later");

    static Stream<LandlockSupport> kernels() {
        Set<Erratum> errata = Set.of();
        return Stream.concat(
                IntStream.concat(IntStream.rangeClosed(0, 12), IntStream.of(99))
                        .mapToObj(LandlockSupport::ofAbi),
                Stream.of(
                        new LandlockSupport(State.NOT_ENABLED, 0, errata, Set.of()),
                        new LandlockSupport(State.BLOCKED, 0, errata, Set.of())));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void the_kernel_gets_exactly_what_is_handled_and_known_or_nothing_starts(LandlockSupport kernel) {
        forEachPolicy(kernel, policy -> {
            EffectivePolicy effective = EffectivePolicy.of(policy, kernel);
            boolean refused = mustBeRefused(policy, kernel);
            Set<?> none = Set.of();

            assertThat(effective.enforcement().level() == Level.NOT).as("%s", policy).isEqualTo(refused);
            assertThat(effective.handledFs()).isEqualTo(refused ? none : known(policy.handledFs(), kernel));
            assertThat(effective.handledNet()).isEqualTo(refused ? none : known(policy.handledNet(), kernel));
            assertThat(effective.scopes()).isEqualTo(refused ? none : known(policy.scopes(), kernel));
            assertThat(effective.logFlags()).isEqualTo(refused ? none : known(policy.logFlags(), kernel));
            assertThat(effective.handledFs().isEmpty()
                            && effective.handledNet().isEmpty()
                            && effective.scopes().isEmpty())
                    .isEqualTo(refused);
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_rule_allows_what_it_allowed_as_far_as_that_is_handled_and_nothing_else(LandlockSupport kernel) {
        forEachPolicy(kernel, policy -> {
            EffectivePolicy effective = EffectivePolicy.of(policy, kernel);
            if (effective.enforcement().level() == Level.NOT) {
                assertThat(effective.rules()).isEqualTo(Rules.none());
                return;
            }
            Set<AccessFs> fs = effective.handledFs();
            Set<AccessNet> net = effective.handledNet();

            assertThat(effective.rules()).isEqualTo(Rules.none().with(
                    policy.rules().pathRules().stream()
                            .map(rule -> new PathRule(
                                    rule.base(), rule.path(), common(rule.access(), fs), rule.exact(),
                                    rule.ifExists()))
                            .toList(),
                    policy.rules().portRules().stream()
                            .map(rule -> new PortRule(rule.port(), common(rule.access(), net)))
                            .toList()));
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void the_report_has_a_true_line_for_each_feature_and_a_level_that_agrees(LandlockSupport kernel) {
        forEachPolicy(kernel, policy -> {
            Enforcement enforcement = policy.enforcementOn(kernel);
            if (enforcement.level() == Level.NOT) {
                assertThat(enforcement.lines()).isEmpty();
                assertThat(enforcement.refusal()).isPresent();
                return;
            }
            List<LandlockFeature> requested = Features.of(policy);
            List<Line> lines = enforcement.lines().subList(0, requested.size());

            assertThat(lines).extracting(Line::what)
                    .isEqualTo(requested.stream().map(LandlockFeature::name).toList());
            assertThat(lines).extracting(Line::status)
                    .isEqualTo(requested.stream().map(feature -> status(feature, policy, kernel)).toList());
            assertThat(enforcement.level()).isEqualTo(
                    lines.stream().allMatch(line -> line.status() == Status.ENFORCED)
                            ? Level.FULLY
                            : Level.PARTIALLY);
            assertThat(enforcement.refusal()).isEmpty();
            assertThat(enforcement.lines()).allSatisfy(line ->
                    assertThat(line.mechanism() == Mechanism.NONE)
                            .isEqualTo(line.status() == Status.DROPPED || line.status() == Status.NOT_COVERED));
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void strict_is_all_or_nothing(LandlockSupport kernel) {
        assertThat(POLICIES)
                .allMatch(policy -> policy.floor().isEmpty())
                .extracting(policy -> policy.enforcementOn(kernel).level())
                .doesNotContain(Level.PARTIALLY);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void what_a_refusal_advises_works(LandlockSupport kernel) {
        forEachPolicy(kernel, policy -> policy.enforcementOn(kernel).refusal().ifPresent(refusal -> {
            assertThat(refusal).contains("\n  See docs/errors.md#");
            Matcher bestEffort = BEST_EFFORT.matcher(refusal);
            if (bestEffort.find()) {
                LandlockAbi floor = LandlockAbi.valueOf(bestEffort.group(1));
                assertThat(policy.bestEffort(floor).enforcementOn(kernel).refusal()).isEmpty();
            }
            Matcher linux = USE_LINUX.matcher(refusal);
            if (linux.find() && kernel.state() == State.AVAILABLE) {
                assertThat(policy.enforcementOn(release(linux.group(1))).refusal()).isEmpty();
            }
        }));
    }

    private static boolean mustBeRefused(SandboxPolicy policy, LandlockSupport kernel) {
        if (kernel.state() != State.AVAILABLE) {
            return true;
        }
        boolean nothingLeft = Features.of(policy).stream()
                .filter(feature -> !(feature instanceof LogFlag))
                .allMatch(feature -> feature.since().number() > kernel.abi());
        return policy.floor()
                .map(floor -> nothingLeft || floor.number() > kernel.abi())
                .orElseGet(() -> Features.of(policy).stream()
                        .anyMatch(feature -> feature.since().number() > kernel.abi()));
    }

    private static Status status(LandlockFeature feature, SandboxPolicy policy, LandlockSupport kernel) {
        if (feature.since().number() <= kernel.abi()) {
            return Status.ENFORCED;
        }
        if (feature != AccessFs.REFER) {
            return Status.DROPPED;
        }
        return policy.rules().pathRules().isEmpty() ? Status.ENFORCED : Status.STRICTER;
    }

    private static <E extends LandlockFeature> Set<E> known(Set<E> features, LandlockSupport kernel) {
        return Set.copyOf(features.stream()
                .filter(feature -> feature.since().number() <= kernel.abi())
                .toList());
    }

    private static <E> Set<E> common(Set<E> one, Set<E> other) {
        return Set.copyOf(one.stream().filter(other::contains).toList());
    }

    private static LandlockAbi release(String linux) {
        return Stream.of(LandlockAbi.values())
                .filter(abi -> abi.linux().equals(linux))
                .findFirst()
                .orElseThrow();
    }

    private static void forEachPolicy(LandlockSupport kernel, Consumer<SandboxPolicy> check) {
        List<LandlockAbi> floors = Stream.of(1, kernel.abi(), kernel.abi() + 1)
                .map(abi -> LandlockAbi.of(Math.max(1, abi)))
                .distinct()
                .toList();
        assertThat(POLICIES).hasSize(255 * 2 * 2);
        POLICIES.forEach(policy -> {
            check.accept(policy);
            floors.forEach(floor -> check.accept(policy.bestEffort(floor)));
        });
    }

    private static List<SandboxPolicy> policies() {
        return IntStream.range(1, 1 << 8)
                .mapToObj(DowngradePropertyTest::chosen)
                .flatMap(bare -> Stream.of(bare, allowingAll(bare)))
                .flatMap(policy -> Stream.of(policy, policy.logging(LogFlag.LOG_NEW_EXEC_ON)))
                .toList();
    }

    private static SandboxPolicy chosen(int choice) {
        EnumSet<AccessFs> fs = EnumSet.noneOf(AccessFs.class);
        EnumSet<AccessNet> net = EnumSet.noneOf(AccessNet.class);
        IntStream.range(0, 5).filter(i -> (choice >> i & 1) == 1).forEach(i -> fs.add(FILES.get(i)));
        IntStream.range(0, 2).filter(i -> (choice >> i + 5 & 1) == 1).forEach(i -> net.add(PORTS.get(i)));
        return SandboxPolicy.handling(fs, net, choice >> 7 == 1 ? Set.of(Scope.SIGNAL) : Set.of());
    }

    private static SandboxPolicy allowingAll(SandboxPolicy policy) {
        List<PathRule> paths = policy.handledFs().isEmpty()
                ? List.of()
                : List.of(new PathRule(Optional.empty(), Path.of("p"), policy.handledFs(), true, false));
        List<PortRule> ports = policy.handledNet().isEmpty()
                ? List.of()
                : List.of(new PortRule(80, policy.handledNet()));
        return policy.with(paths, ports);
    }
}
