package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.spi.StepFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SandboxPolicyTest {

    private static final SandboxPolicy EVERYTHING = SandboxPolicy.handling(LandlockAbi.V11);

    /** Every method that makes another policy out of one, each with an argument that changes it. */
    static Stream<Arguments> changes() {
        Path path = Path.of("p");
        return Stream.of(
                change("bestEffort", p -> p.bestEffort(LandlockAbi.V1)),
                change("strict", p -> p.strict()),
                change("without", p -> p.without(p.rules().pathRules())),
                change("logging", p -> p.logging(LogFlag.LOG_NEW_EXEC_ON)),
                change("named", p -> p.named("n")),
                change("allowSignals", p -> p.allowSignals()),
                change("allowAbstractUnixSockets", p -> p.allowAbstractUnixSockets()),
                change("allowRead", p -> p.allowRead("p")),
                change("allowRead", p -> p.allowRead(path)),
                change("allowReadIfExists", p -> p.allowReadIfExists("p")),
                change("allowReadBeneath", p -> p.allowReadBeneath(path, "q")),
                change("allowReadExecute", p -> p.allowReadExecute("p")),
                change("allowReadExecute", p -> p.allowReadExecute(path)),
                change("allowReadExecuteIfExists", p -> p.allowReadExecuteIfExists("p")),
                change("allowReadExecuteBeneath", p -> p.allowReadExecuteBeneath(path, "q")),
                change("allowReadWrite", p -> p.allowReadWrite("p")),
                change("allowReadWrite", p -> p.allowReadWrite(path)),
                change("allowReadWriteIfExists", p -> p.allowReadWriteIfExists("p")),
                change("allowReadWriteBeneath", p -> p.allowReadWriteBeneath(path, "q")),
                change("allowReadWriteExecute", p -> p.allowReadWriteExecute("p")),
                change("allowReadWriteExecute", p -> p.allowReadWriteExecute(path)),
                change("allowReadWriteExecuteBeneath", p -> p.allowReadWriteExecuteBeneath(path, "q")),
                change("allow", p -> p.allow(Set.of(AccessFs.MAKE_SOCK), path)),
                change("allowIfExists", p -> p.allowIfExists(Set.of(AccessFs.MAKE_SOCK), path)),
                change("containment", SandboxPolicy::containment),
                change("denyNetwork", SandboxPolicy::denyNetwork),
                change("frozenMetadata", SandboxPolicy::frozenMetadata),
                change("noUnixSockets", SandboxPolicy::noUnixSockets),
                change("noMemfdExec", SandboxPolicy::noMemfdExec),
                change("allowPtrace", p -> p.containment().allowPtrace()),
                change("allowUserNamespaces", p -> p.containment().allowUserNamespaces()),
                change("allowIoUring", p -> p.containment().allowIoUring()),
                change("keepCapabilities", SandboxPolicy::keepCapabilities),
                change("runAs", p -> p.runAs(1000, 1000)),
                change("limit", p -> p.limit(Resource.CPU, 1)),
                change("memoryMax", p -> p.memoryMax(1)),
                change("pidsMax", p -> p.pidsMax(1)),
                change("cpuMax", p -> p.cpuMax(Duration.ofMillis(1), Duration.ofMillis(2))),
                change("allowConnectTcp", p -> p.allowConnectTcp(443)),
                change("allowBindTcp", p -> p.allowBindTcp(443)),
                change("allowConnectUdp", p -> p.allowConnectUdp(53)),
                change("allowBindUdp", p -> p.allowBindUdp(53)),
                change("allow", p -> p.allow(Rules.none().allowRead("p"))),
                change("allow", p -> p.allow(Rules.none().allowRead("p").pathRules().get(0))),
                change("allow", p -> p.allow(new PortRule(1, Set.of(AccessNet.BIND_TCP)))));
    }

    private static Arguments change(String method, UnaryOperator<SandboxPolicy> change) {
        return arguments(method, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void a_method_returns_a_new_value_and_leaves_the_original_as_it_was(
            String method, UnaryOperator<SandboxPolicy> change) {
        SandboxPolicy original = switch (method) {
            case "strict" -> EVERYTHING.bestEffort(LandlockAbi.V3);
            case "without" -> EVERYTHING.allowRead("p");
            default -> EVERYTHING;
        };
        String before = original.toString();

        SandboxPolicy changed = change.apply(original);

        assertThat(changed).isNotSameAs(original).isNotEqualTo(original);
        assertThat(changed.toString()).isNotEqualTo(before);
        assertThat(original.toString()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void the_same_method_with_the_same_argument_gives_an_equal_value(
            String method, UnaryOperator<SandboxPolicy> change) {
        SandboxPolicy once = change.apply(SandboxPolicy.handling(LandlockAbi.V11));
        SandboxPolicy again = change.apply(SandboxPolicy.handling(LandlockAbi.V11));

        assertThat(once).isEqualTo(again).hasSameHashCodeAs(again).hasToString(again.toString());
    }

    @Test
    void every_method_that_makes_another_policy_is_among_these() {
        Set<String> tried = new HashSet<>();
        changes().forEach(change -> tried.add((String) change.get()[0]));

        assertThat(AllowNamingTest.makersOf(SandboxPolicy.class)).containsExactlyInAnyOrderElementsOf(tried);
    }

    @Test
    void a_policy_equals_no_other_thing() {
        assertThat(EVERYTHING).isNotEqualTo(null).isNotEqualTo("policy").isNotEqualTo(Rules.none());
        assertThat(Rules.none()).isNotEqualTo(null).isNotEqualTo("rules").isEqualTo(Rules.none());
    }

    @Test
    void the_sets_of_a_policy_cannot_be_changed() {
        SandboxPolicy policy = EVERYTHING.logging(LogFlag.LOG_NEW_EXEC_ON).allowRead("p");

        for (Set<?> set : List.of(
                policy.handledFs(), policy.handledNet(), policy.scopes(), policy.logFlags(),
                policy.rules().pathRules().get(0).access())) {
            assertThatThrownBy(set::clear).isInstanceOf(UnsupportedOperationException.class);
        }
        assertThatThrownBy(policy.rules().pathRules()::clear)
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(policy.rules().portRules()::clear)
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_policy_keeps_a_copy_of_the_sets_it_was_made_of() {
        EnumSet<AccessFs> fs = EnumSet.of(AccessFs.READ_FILE);
        EnumSet<AccessNet> net = EnumSet.of(AccessNet.BIND_TCP);
        EnumSet<Scope> scopes = EnumSet.of(Scope.SIGNAL);
        SandboxPolicy policy = SandboxPolicy.handling(fs, net, scopes);

        fs.clear();
        net.clear();
        scopes.clear();

        assertThat(policy).isEqualTo(SandboxPolicy.handling(
                Set.of(AccessFs.READ_FILE), Set.of(AccessNet.BIND_TCP), Set.of(Scope.SIGNAL)));
    }

    @ParameterizedTest
    @EnumSource(LandlockAbi.class)
    void handling_an_abi_handles_all_it_has_and_is_strict_and_allows_nothing(LandlockAbi abi) {
        SandboxPolicy policy = SandboxPolicy.handling(abi);

        assertThat(policy.handledFs()).isEqualTo(abi.accessFs());
        assertThat(policy.handledNet()).isEqualTo(abi.accessNet());
        assertThat(policy.scopes()).isEqualTo(abi.scopes());
        assertThat(policy.logFlags()).isEmpty();
        assertThat(policy.floor()).isEmpty();
        assertThat(policy.rules()).isEqualTo(Rules.none());
    }

    @Test
    void a_policy_that_handles_nothing_is_refused() {
        assertThatThrownBy(() -> SandboxPolicy.handling(Set.of(), Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a policy that handles nothing would enforce nothing");
    }

    @Test
    void turning_the_last_scope_off_is_refused_if_nothing_else_is_handled() {
        SandboxPolicy signal = SandboxPolicy.handling(Set.of(), Set.of(), Set.of(Scope.SIGNAL));
        SandboxPolicy abstractSockets =
                SandboxPolicy.handling(Set.of(), Set.of(), Set.of(Scope.ABSTRACT_UNIX_SOCKET));

        assertThatThrownBy(signal::allowSignals).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(abstractSockets::allowAbstractUnixSockets)
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(signal.allowAbstractUnixSockets()).isEqualTo(signal);
    }

    @Test
    void turning_a_scope_off_keeps_everything_else() {
        SandboxPolicy policy = EVERYTHING
                .bestEffort(LandlockAbi.V2)
                .logging(LogFlag.LOG_SUBDOMAINS_OFF)
                .allowRead("p")
                .allowBindTcp(80);

        SandboxPolicy open = policy.allowSignals();

        assertThat(open.scopes()).containsExactly(Scope.ABSTRACT_UNIX_SOCKET);
        assertThat(open.handledFs()).isEqualTo(policy.handledFs());
        assertThat(open.handledNet()).isEqualTo(policy.handledNet());
        assertThat(open.floor()).contains(LandlockAbi.V2);
        assertThat(open.logFlags()).containsExactly(LogFlag.LOG_SUBDOMAINS_OFF);
        assertThat(open.rules()).isEqualTo(policy.rules());
        assertThat(open.allowAbstractUnixSockets().scopes()).isEmpty();
    }

    @Test
    void the_last_call_of_best_effort_strict_and_logging_wins() {
        SandboxPolicy policy = EVERYTHING.bestEffort(LandlockAbi.V1).bestEffort(LandlockAbi.V4);

        assertThat(policy.floor()).contains(LandlockAbi.V4);
        assertThat(policy.strict()).isEqualTo(EVERYTHING);
        assertThat(policy.strict().bestEffort(LandlockAbi.V4)).isEqualTo(policy);
        assertThat(EVERYTHING.logging(LogFlag.values()).logging()).isEqualTo(EVERYTHING);
        assertThat(EVERYTHING.logging(LogFlag.LOG_NEW_EXEC_ON, LogFlag.LOG_NEW_EXEC_ON).logFlags())
                .containsExactly(LogFlag.LOG_NEW_EXEC_ON);
    }

    @Test
    void a_policy_has_no_name_until_it_is_given_one_and_keeps_it_whatever_else_changes() throws Exception {
        SandboxPolicy named = EVERYTHING.named("first").named("second");
        FakeLauncher.reset();

        assertThat(EVERYTHING.name()).isEmpty();
        assertThat(named.named("")).isEqualTo(EVERYTHING);
        assertThat(changes().filter(change -> !change.get()[0].equals("named"))).allSatisfy(change -> {
            @SuppressWarnings("unchecked")
            UnaryOperator<SandboxPolicy> method = (UnaryOperator<SandboxPolicy>) change.get()[1];
            assertThat(method.apply(named).name()).isEqualTo("second");
        });
        assertThat(named.bestEffort(LandlockAbi.V1).createRuleset().policy().name()).isEqualTo("second");
    }

    @Test
    void a_name_that_would_not_stay_on_its_line_is_refused() {
        for (String name : List.of("a\nb", "\r", "\u0000", "\u001b[2J", "\u0085")) {
            assertThatThrownBy(() -> EVERYTHING.named(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("control character");
        }
        assertThat(EVERYTHING.named("git clone, für alle").name()).isEqualTo("git clone, für alle");
    }

    @Test
    void null_is_refused_at_once() {
        List<Runnable> calls = List.of(
                () -> SandboxPolicy.handling(null),
                () -> SandboxPolicy.handling(null, Set.of(), Set.of()),
                () -> SandboxPolicy.handling(Set.of(), null, Set.of()),
                () -> SandboxPolicy.handling(Set.of(), Set.of(), null),
                () -> EVERYTHING.bestEffort(null),
                () -> EVERYTHING.logging((LogFlag[]) null),
                () -> EVERYTHING.named(null),
                () -> EVERYTHING.logging((LogFlag) null),
                () -> EVERYTHING.enforcementOn((LandlockAbi) null),
                () -> EVERYTHING.enforcementOn((LandlockSupport) null));

        assertThat(calls).allSatisfy(call ->
                assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class));
    }

    @Test
    void a_set_with_null_in_it_is_refused() {
        Set<AccessFs> set = new HashSet<>();
        set.add(null);

        assertThatThrownBy(() -> SandboxPolicy.handling(set, Set.of(), Set.of()))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> EVERYTHING.allow(set, Path.of("p"))).isInstanceOf(NullPointerException.class);
    }

    @Test
    void creating_a_ruleset_asks_the_launcher_and_tells_a_failure_in_the_users_words() throws Exception {
        FakeLauncher launcher = FakeLauncher.reset();

        assertThat(EVERYTHING.bestEffort(LandlockAbi.V1).createRuleset().enforcement())
                .isEqualTo(EVERYTHING.bestEffort(LandlockAbi.V1).enforcementOn(LandlockAbi.V7));
        launcher.failAfter(0, new StepFailedException(
                StartStep.OPEN_PATH, 2, "/data: error=2, No such file or directory", List.of("Make it.")));
        assertThatThrownBy(EVERYTHING::createRuleset)
                .isInstanceOfSatisfying(SandboxStartException.class, e -> {
                    assertThat(e.step()).isEqualTo(StartStep.OPEN_PATH);
                    assertThat(e.errno()).isEqualTo(2);
                })
                .hasMessage("Cannot create the ruleset: /data: error=2, No such file or directory\n  Make it.");
    }
}
