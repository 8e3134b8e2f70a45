package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever searches a policy for {@code allow} finds everything that widens it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AllowNamingTest {

    /** What makes a policy or rules, or changes one, and never allows more. */
    private static final Set<String> NARROW_OR_NEUTRAL =
            Set.of("handling", "none", "bestEffort", "strict", "logging", "named", "without", "containment",
                    "denyNetwork", "frozenMetadata", "noUnixSockets", "noMemfdExec", "keepCapabilities",
                    "runAs", "limit", "memoryMax", "pidsMax", "cpuMax");

    /** What a policy can do and rules cannot: what is not about a path or a port. */
    private static final Set<String> ONLY_POLICIES = Set.of(
            "bestEffort", "strict", "logging", "named", "without", "allowSignals",
            "allowAbstractUnixSockets", "containment", "denyNetwork", "frozenMetadata", "noUnixSockets", "noMemfdExec",
            "keepCapabilities", "runAs", "limit", "memoryMax", "pidsMax", "cpuMax", "allowPtrace",
            "allowUserNamespaces", "allowIoUring");

    /** What only tells. */
    private static final Set<String> READERS = Set.of(
            "name", "handledFs", "handledNet", "scopes", "logFlags", "floor", "rules", "pathRules",
            "portRules", "enforcementOn", "createRuleset", "beyondLandlock", "contained", "equals",
            "hashCode", "toString", "explain", "explainer", "explainerOn", "explainExecute",
            "explainRename", "explainLink", "explainConnect", "explainBind", "lint", "diff");

    @ParameterizedTest
    @ValueSource(classes = {SandboxPolicy.class, Rules.class, Allowances.class})
    void every_public_method_begins_with_allow_or_is_on_a_list(Class<?> type) {
        assertThat(publicMethods(type).map(Method::getName).collect(Collectors.toSet()))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("allow")
                        || NARROW_OR_NEUTRAL.contains(name)
                        || READERS.contains(name));
    }

    @ParameterizedTest
    @ValueSource(classes = {SandboxPolicy.class, Rules.class, Allowances.class})
    void no_reader_returns_what_could_be_started_with(Class<?> type) {
        assertThat(publicMethods(type).filter(AllowNamingTest::makes).map(Method::getName))
                .filteredOn(name -> !name.equals("rules"))
                .noneMatch(READERS::contains);
    }

    @Test
    void what_is_not_called_allow_allows_nothing_more() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V11).allowRead("p");
        List<UnaryOperator<SandboxPolicy>> neutral = List.of(
                SandboxPolicy::strict,
                p -> p.bestEffort(LandlockAbi.V1),
                p -> p.logging(LogFlag.values()),
                p -> p.named("n"),
                p -> p.without(p.rules().pathRules()),
                SandboxPolicy::containment,
                SandboxPolicy::denyNetwork,
                SandboxPolicy::frozenMetadata,
                SandboxPolicy::noUnixSockets,
                SandboxPolicy::noMemfdExec,
                p -> p.keepCapabilities(Capability.CHOWN),
                p -> p.runAs(1, 1),
                p -> p.limit(Resource.NOFILE, 10),
                p -> p.memoryMax(1),
                p -> p.pidsMax(1),
                p -> p.cpuMax(Duration.ofMillis(1), Duration.ofMillis(2)));

        assertThat(neutral).hasSize(makersOf(SandboxPolicy.class).stream()
                .filter(name -> !name.startsWith("allow"))
                .toList()
                .size());
        assertThat(neutral).allSatisfy(change -> {
            SandboxPolicy changed = change.apply(policy);

            assertThat(changed.handledFs()).isEqualTo(policy.handledFs());
            assertThat(changed.handledNet()).isEqualTo(policy.handledNet());
            assertThat(changed.scopes()).isEqualTo(policy.scopes());
            assertThat(policy.rules().pathRules()).containsAll(changed.rules().pathRules());
            assertThat(policy.rules().portRules()).containsAll(changed.rules().portRules());
            assertThat(changed.beyondLandlock().allowed()).isEmpty();
        });
    }

    @Test
    void rules_are_widened_by_the_same_methods_as_policies() {
        Set<String> both = makersOf(SandboxPolicy.class);
        both.removeAll(ONLY_POLICIES);

        assertThat(makersOf(Rules.class)).isEqualTo(both);
    }

    /** The names of the methods that make another value of this type out of one. */
    static Set<String> makersOf(Class<?> type) {
        return publicMethods(type)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == type
                        || method.getReturnType() == Allowances.class)
                .filter(method -> !READERS.contains(method.getName()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean makes(Method method) {
        return Allowances.class.isAssignableFrom(method.getReturnType());
    }

    private static Stream<Method> publicMethods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !method.isSynthetic());
    }
}
