package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** References become paths, in all combinations, and never more than can be meant. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PathExpansionTest {

    private static final Set<AccessFs> READ = Set.of(AccessFs.READ_FILE);

    private final Map<String, SortedSet<String>> variables = new TreeMap<>();

    @Test
    void references_are_replaced_in_all_combinations() throws ConfigException {
        variable("a", "1", "2");
        variable("b", "x", "y", "z");

        assertThat(paths("/${a}/m/${b}"))
                .containsExactly("/1/m/x", "/1/m/y", "/1/m/z", "/2/m/x", "/2/m/y", "/2/m/z");
    }

    @Test
    void each_reference_to_the_same_variable_stands_for_all_its_texts() throws ConfigException {
        variable("a", "1", "2");

        assertThat(paths("${a}${a}")).containsExactly("11", "12", "21", "22");
    }

    @Test
    void a_variable_without_texts_makes_no_path_of_any_number_of_others() throws ConfigException {
        variable("none");
        variable("many", numbers(1_000));

        assertThat(paths("/${many}${many}${many}/${none}", "/rest")).containsExactly("/rest");
    }

    @Test
    void templates_that_make_the_same_path_allow_what_any_of_them_allows() throws ConfigException {
        variable("a", "x", "y");
        List<PathRule> rules = rules(Map.of(
                template("/${a}"), Set.of(AccessFs.READ_FILE), template("//x/"), Set.of(AccessFs.EXECUTE)));

        assertThat(rules).extracting(PathRule::toString).containsExactly(
                "path_beneath /x [EXECUTE, READ_FILE] if it exists",
                "path_beneath /y [READ_FILE] if it exists");
    }

    @Test
    void the_limit_of_paths_can_be_reached() throws ConfigException {
        variable("n", numbers(256));

        assertThat(paths("/${n}/${n}")).hasSize(PathExpansion.MAX_PATHS);
        assertThatThrownBy(() -> paths("/${n}/${n}", "/one/more"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("t:1:1: here the policy passes its limit of 65536 paths; a rule on a"
                        + " directory covers all below it");
    }

    @Test
    @Timeout(120)
    void billions_of_combinations_are_counted_and_not_built() {
        variable("n", numbers(100));

        assertThatThrownBy(() -> paths("/${n}".repeat(10)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("limit of 65536 paths");
        assertThatThrownBy(() -> paths("/${n}".repeat(800)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("limit of 65536 paths");
    }

    @Test
    @Timeout(120)
    void references_to_one_text_cost_little_however_many_there_are() throws ConfigException {
        variable("empty", "");
        variable("n", numbers(256));

        assertThat(paths("/${n}/${n}" + "${empty}".repeat(100_000))).hasSize(PathExpansion.MAX_PATHS);
    }

    @Test
    void a_path_that_no_kernel_opens_is_refused() throws ConfigException {
        variable("long", "x".repeat(1_000), "y");
        String longest = "/${long}${long}${long}${long}/" + "z".repeat(93);

        assertThat(paths(longest)).hasSize(16);
        assertThatThrownBy(() -> paths(longest + "z"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("t:1:1: stands for a path of 4096 bytes; the longest can have 4095");
        assertThatThrownBy(() -> paths(longest.replaceFirst("zz$", "\u00e9e")))
                .hasMessage("t:1:1: stands for a path of 4096 bytes; the longest can have 4095");
    }

    @Test
    void all_paths_together_have_a_limit() throws ConfigException {
        variable("n", numbers(8_192));
        String path = "/" + "x".repeat(2_038) + "/${n}/" + "y".repeat(2);

        assertThat(paths(path)).hasSize(8_192);
        assertThatThrownBy(() -> paths(path + "yyy", "/z"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("t:1:1: here the policy passes its limit of 16777216 bytes of paths; a rule on a"
                        + " directory covers all below it");
    }

    @Test
    void every_reference_to_what_no_file_has_is_told() {
        assertThatThrownBy(() -> paths("/${a}/${b}", "/${a}"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("t:1:1: no file has a variable \"a\"\nt:1:1: no file has a variable \"b\"");
    }

    @Test
    void half_a_character_is_no_path() {
        variable("half", "\ud800");

        assertThatThrownBy(() -> paths("/${half}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "t:1:1: stands for \"/\\ud800\", which cannot be a path in this locale: ");
    }

    private void variable(String name, String... texts) {
        variables.put(name, new TreeSet<>(Arrays.asList(texts)));
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> String.format("%04d", i)).toArray(String[]::new);
    }

    private List<String> paths(String... templates) throws ConfigException {
        Map<Template, Set<AccessFs>> rules = Arrays.stream(templates)
                .collect(Collectors.toMap(PathExpansionTest::template, template -> READ));
        return rules(rules).stream().map(rule -> rule.path().toString()).toList();
    }

    private List<PathRule> rules(Map<Template, Set<AccessFs>> templates) throws ConfigException {
        PathExpansion expansion = new PathExpansion(Variables.of(variables));
        templates.keySet().stream().sorted().forEach(expansion::measure);
        expansion.check();
        List<PathRule> rules = expansion.rules(templates, true);
        expansion.check();
        return rules;
    }

    /** A template whose place is always the same. */
    private static Template template(String value) {
        Node.Text node = new Node.Text(new Position(1, 1), value);
        TextLines lines = new TextLines(new ConfigText("t", ConfigFormat.TOML, ""));
        return TemplateReader.read(lines, new Problems("t"), node);
    }
}
