package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.landlauncher.AccessFs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LandlockConfigTest {

    private static final String RULE =
            "[[path_beneath]]\nallowed_access = [\"read_file\"]\nparent = [\"/${x}\"]\n";

    @TempDir
    Path directory;

    @Test
    void the_problems_of_all_files_are_told_sorted_by_file_and_place() throws Exception {
        Path b = file("b.toml", "y = 1\nx = 1\n" + RULE);
        Path a = file("a.toml", RULE + "[[net_port]]\nport = [99999, 88888]\n");

        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> LandlockConfig.parse(b, a));

        assertThat(thrown.problems()).extracting(problem -> directory.relativize(Path.of(problem.source()))
                        + ":" + problem.line() + ":" + problem.column())
                .containsExactly("a.toml:4:1", "a.toml:5:9", "a.toml:5:16", "b.toml:1:1", "b.toml:2:1");
    }

    @Test
    void an_undefined_variable_is_found_when_a_policy_is_made() throws Exception {
        Path rule = file("rule.toml", RULE);
        Path variable = file("variable.toml", "[[variable]]\nname = \"x\"\nliteral = [\"usr\"]\n"
                + "[[ruleset]]\nhandled_access_fs = [\"read_file\"]\n");
        LandlockConfig config = LandlockConfig.parse(rule);

        assertThatThrownBy(config::toPolicy)
                .isInstanceOf(ConfigException.class)
                .hasMessage(rule + ":3:13: no file has a variable \"x\"");
        assertThat(config.compose(LandlockConfig.parse(variable)).toPolicy().rules())
                .hasToString("path_beneath /usr [READ_FILE] if it exists");
    }

    @Test
    void files_of_a_directory_compose_with_others_in_either_format() throws Exception {
        Files.createDirectory(directory.resolve("d"));
        file("d/a.toml", RULE);
        file("d/b.json", "{\"ruleset\": [{\"handledAccessFs\": [\"read_file\", \"execute\"]}]}");
        Path variable = file("variable.toml", "[[variable]]\nname = \"x\"\nliteral = [\"usr\"]\n"
                + "[[ruleset]]\nhandled_access_fs = [\"read_file\"]\n");

        LandlockConfig config = LandlockConfig.parse(directory.resolve("d"), variable);

        assertThat(config.toPolicy().rules()).hasToString("path_beneath /usr [READ_FILE] if it exists");
        assertThat(config.lostByComposition()).singleElement()
                .returns(directory.resolve("d/b.json").toString(), HandledBy::source)
                .returns(Set.of(AccessFs.EXECUTE), HandledBy::fs);
    }

    @Test
    void what_cannot_be_read_is_told_with_what_is_wrong_in_the_rest() throws Exception {
        Path missing = directory.resolve("missing.toml");
        Path wrong = file("wrong.toml", "x = 1\n" + RULE);
        Path broken = file("broken.json", "{");

        ConfigException thrown =
                catchThrowableOfType(ConfigException.class, () -> LandlockConfig.parse(wrong, missing, broken));

        assertThat(thrown.problems()).extracting(ConfigProblem::source)
                .containsExactly(broken.toString(), missing.toString(), wrong.toString());
    }

    @Test
    void no_path_at_all_is_a_mistake_of_the_caller() {
        assertThatThrownBy(LandlockConfig::parse)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no path of a policy file");
    }

    @Test
    void null_is_refused() {
        assertThatThrownBy(() -> LandlockConfig.parse((Path[]) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> LandlockConfig.parse((Path) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> LandlockConfig.parse((Set<ParseOption>) null, directory))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> LandlockConfig.parse(file("c.toml", RULE)).compose(null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void nobody_can_change_a_configuration() throws Exception {
        LandlockConfig config = LandlockConfig.parse(file("c.toml", RULE
                + "[[net_port]]\nallowed_access = [\"bind_tcp\"]\nport = [1]\n"
                + "[[variable]]\nname = \"x\"\nliteral = [\"usr\"]\n"));
        List<Runnable> changes = List.of(
                () -> config.handledFs().clear(),
                () -> config.handledNet().clear(),
                () -> config.scopes().add(null),
                () -> config.variables().clear(),
                () -> config.variables().get("x").clear(),
                () -> config.pathRules().clear(),
                () -> config.pathRules().get("/${x}").add(AccessFs.EXECUTE),
                () -> config.portRules().clear(),
                () -> config.portRules().get(1).clear(),
                () -> config.sources().clear(),
                () -> config.sources().get(0).fs().clear());

        assertThat(changes).allSatisfy(change ->
                assertThatThrownBy(change::run).isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void more_problems_than_anybody_reads_are_not_all_told() throws Exception {
        Path many = file("many.toml", "x = [\"$$\"]\n" + RULE
                + "[[net_port]]\nallowed_access = [\"bind_tcp\"]\nport = [" + "-1, ".repeat(5_000) + "]\n");

        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> LandlockConfig.parse(many));

        assertThat(thrown.problems()).hasSize(Problems.MAX + 1);
        assertThat(thrown.problems().get(0)).hasToString(many + ": has more problems than these 1000");
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }
}
