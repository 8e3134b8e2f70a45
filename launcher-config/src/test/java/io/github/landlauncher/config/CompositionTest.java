package io.github.landlauncher.config;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessNet.BIND_TCP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A composition tells what it has lost, and one that has lost everything does not come about. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompositionTest {

    private static final String FILES = "[[ruleset]]\nhandled_access_fs = [\"execute\", \"read_file\"]\n";
    private static final String PORTS = "[[ruleset]]\nhandled_access_net = [\"bind_tcp\"]\n";
    private static final String BOTH = FILES + PORTS + "[[ruleset]]\nscoped = [\"signal\"]\n";
    private static final String VARIABLE = "[[variable]]\nname = \"a\"\nliteral = [\"x\"]\n";

    @Test
    void what_another_file_does_not_handle_is_told_as_lost() throws ConfigException {
        LandlockConfig composed = config("files", FILES).compose(config("both", BOTH));

        assertThat(composed.lostByComposition()).containsExactly(
                new HandledBy("both", Set.of(), Set.of(BIND_TCP), Set.of(Scope.SIGNAL)));
        assertThat(composed.lostByComposition().get(0)).hasToString("both handles bind_tcp, signal");
        assertThat(composed.sources()).containsExactly(
                new HandledBy("files", Set.of(EXECUTE, READ_FILE), Set.of(), Set.of()),
                new HandledBy("both", Set.of(EXECUTE, READ_FILE), Set.of(BIND_TCP), Set.of(Scope.SIGNAL)));
    }

    @Test
    void a_name_that_would_write_lines_of_its_own_is_told_in_escapes() throws ConfigException {
        LandlockConfig composed = config("both", BOTH).compose(config("\033[2J\nx", FILES));

        assertThat(composed.sources().get(1)).asString().startsWith("\\u001b[2J\\u000ax handles ");
    }

    @Test
    void one_file_loses_nothing() throws ConfigException {
        assertThat(config("both", BOTH).lostByComposition()).isEmpty();
        assertThat(config("both", BOTH).compose(config("again", BOTH)).lostByComposition()).isEmpty();
    }

    @Test
    void a_composition_of_which_nothing_is_left_is_an_error_that_names_what_each_file_handles()
            throws ConfigException {
        LandlockConfig files = config("files", FILES);
        LandlockConfig ports = config("ports", PORTS);

        assertThatThrownBy(() -> files.compose(ports))
                .isInstanceOf(ConfigException.class)
                .hasMessage("files + ports: handles nothing, so that nothing would be enforced; files compose to"
                        + " what all of them handle: files handles execute, read_file; ports handles bind_tcp");
    }

    @Test
    void a_file_with_nothing_but_variables_leaves_nothing_of_others() throws ConfigException {
        LandlockConfig files = config("files", FILES);
        LandlockConfig variable = config("variable", VARIABLE);

        assertThatThrownBy(() -> variable.compose(files))
                .isInstanceOf(ConfigException.class)
                .hasMessage("variable + files: handles nothing, so that nothing would be enforced; files compose"
                        + " to what all of them handle: variable handles nothing; files handles execute, read_file");
    }

    @Test
    void nothing_can_be_composed_if_allowed_but_never_enforced() throws ConfigException {
        LandlockConfig nothing = config("files", FILES)
                .compose(Set.of(ParseOption.ALLOW_NOTHING_ENFORCED), config("ports", PORTS));

        assertThat(nothing.handledFs()).isEmpty();
        assertThat(nothing.handledNet()).isEmpty();
        assertThat(nothing.scopes()).isEmpty();
        assertThat(nothing.lostByComposition()).isEqualTo(nothing.sources()).hasSize(2);
        assertThatThrownBy(nothing::toPolicy)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("files + ports: handles nothing");
    }

    @Test
    void variables_alone_are_a_configuration_that_makes_no_policy() throws ConfigException {
        LandlockConfig variables = config("variable", VARIABLE).compose(config("again", VARIABLE));

        assertThatThrownBy(variables::toPolicy).isInstanceOf(ConfigException.class);
    }

    @Test
    void where_a_configuration_comes_from_is_no_part_of_it() throws ConfigException {
        assertThat(config("a", BOTH)).isEqualTo(config("b", "# x\n" + BOTH)).hasSameHashCodeAs(config("b", BOTH));
        assertThat(config("a", BOTH)).isNotEqualTo(config("a", FILES));
    }

    private static LandlockConfig config(String name, String toml) throws ConfigException {
        return LandlockConfig.parse(Set.of(), ConfigFormat.TOML, name, toml.getBytes(StandardCharsets.UTF_8));
    }
}
