package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all configurations; those of a seed are always the same. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompositionPropertyTest {

    private static final Set<ParseOption> ANY = Set.of(ParseOption.ALLOW_NOTHING_ENFORCED);
    private static final int ROUNDS = 500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_order_and_the_number_of_times_make_no_difference(long seed) throws ConfigException {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            LandlockConfig a = config(random);
            LandlockConfig b = config(random);
            LandlockConfig c = config(random);
            LandlockConfig ab = a.compose(ANY, b);

            assertThat(b.compose(ANY, a)).isEqualTo(ab).hasToString(ab.toString());
            assertThat(ab.compose(ANY, c)).isEqualTo(a.compose(ANY, b.compose(ANY, c)));
            assertThat(a.compose(ANY, a)).isEqualTo(a);
            assertThat(ab.compose(ANY, a)).isEqualTo(ab);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void what_is_handled_is_common_and_what_is_allowed_is_in_one_of_both(long seed) throws ConfigException {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            LandlockConfig a = config(random);
            LandlockConfig b = config(random);
            LandlockConfig ab = a.compose(ANY, b);

            for (AccessFs right : AccessFs.values()) {
                boolean handled = a.handledFs().contains(right) && b.handledFs().contains(right);
                assertThat(ab.handledFs().contains(right)).isEqualTo(handled);
                for (String path : paths(a, b, ab)) {
                    boolean allowed = has(a.pathRules(), path, right) || has(b.pathRules(), path, right);
                    assertThat(has(ab.pathRules(), path, right)).isEqualTo(handled && allowed);
                }
            }
            assertThat(ab.pathRules().values()).noneMatch(Set::isEmpty);
            assertThat(ab.portRules().values()).noneMatch(Set::isEmpty);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void a_policy_has_one_rule_for_each_path_sorted_and_only_what_is_handled(long seed) throws ConfigException {
        Random random = new Random(seed);
        int policies = 0;
        for (int i = 0; i < ROUNDS; i++) {
            LandlockConfig config = config(random).compose(ANY, config(random));
            if (config.handledFs().isEmpty() && config.handledNet().isEmpty() && config.scopes().isEmpty()) {
                continue;
            }
            policies++;
            SandboxPolicy policy = config.toPolicy();
            List<PathRule> rules = policy.rules().pathRules();
            List<String> paths = rules.stream().map(PathRule::path).map(Path::toString).toList();

            assertThat(paths).isSorted().doesNotHaveDuplicates();
            assertThat(rules).allMatch(rule -> config.handledFs().containsAll(rule.access()));
            assertThat(policy.handledFs()).isEqualTo(config.handledFs());
        }
        assertThat(policies).isGreaterThan(ROUNDS / 2);
    }

    private static Set<String> paths(LandlockConfig... configs) {
        Set<String> paths = new TreeSet<>();
        for (LandlockConfig config : configs) {
            paths.addAll(config.pathRules().keySet());
        }
        return paths;
    }

    private static boolean has(Map<String, Set<AccessFs>> rules, String path, AccessFs right) {
        return rules.getOrDefault(path, Set.of()).contains(right);
    }

    private static LandlockConfig config(Random random) {
        Map<Template, Set<AccessFs>> paths = new HashMap<>();
        Map<Integer, Set<AccessNet>> ports = new HashMap<>();
        EnumSet<AccessFs> fs = some(AccessFs.class, random);
        EnumSet<AccessNet> net = some(AccessNet.class, random);
        for (int i = random.nextInt(4); i > 0; i--) {
            EnumSet<AccessFs> access = some(AccessFs.class, random);
            access.add(AccessFs.READ_FILE);
            fs.addAll(access);
            paths.put(template(random), access);
            ports.put(random.nextInt(3), EnumSet.of(AccessNet.BIND_TCP));
            net.add(AccessNet.BIND_TCP);
        }
        return new LandlockConfig(
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(8)),
                new Handling(fs, net, some(Scope.class, random)),
                variables(random), paths, ports, Extension.NONE, List.of());
    }

    private static Template template(Random random) {
        Place place = new Place("random", new Position(1, 1));
        List<Template.Part> parts = new ArrayList<>();
        parts.add(new Template.Literal("/" + random.nextInt(3) + "/"));
        if (random.nextBoolean()) {
            parts.add(new Template.Reference("v" + random.nextInt(2), place));
        }
        return new Template(place, parts);
    }

    private static Variables variables(Random random) {
        Map<String, SortedSet<String>> variables = new TreeMap<>();
        for (String name : List.of("v0", "v1")) {
            SortedSet<String> texts = new TreeSet<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                texts.add(String.valueOf(random.nextInt(4)));
            }
            variables.put(name, texts);
        }
        return Variables.of(variables);
    }

    private static <E extends Enum<E>> EnumSet<E> some(Class<E> type, Random random) {
        EnumSet<E> some = EnumSet.allOf(type);
        some.removeIf(e -> random.nextInt(3) == 0);
        return some;
    }
}
