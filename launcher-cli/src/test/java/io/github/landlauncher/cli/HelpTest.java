package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The help of a command is all there is to read about it at a terminal. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HelpTest {

    private static final Map<String, CommandLine> COMMANDS = Landlauncher.commandLine().getSubcommands();

    @Test
    void every_command_says_what_it_does_and_how_it_exits() {
        assertThat(COMMANDS).containsKeys(
                "run", "learn", "show", "explain", "lint", "diff", "check", "completion", "demo").allSatisfy((name, command) ->
                assertThat(Executed.of(name, "--help")).satisfies(help -> {
                    assertThat(help.exitValue()).isZero();
                    assertThat(help.error()).isEmpty();
                    assertThat(help.output()).contains("Usage: landlauncher " + name, "Exit status:");
                    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
                }));
    }

    @Test
    void every_option_has_a_description_and_a_name_for_its_value_that_is_not_its_own() {
        assertThat(COMMANDS).allSatisfy((name, command) ->
                assertThat(command.getCommandSpec().options()).allSatisfy(HelpTest::isDescribed));
    }

    private static void isDescribed(OptionSpec option) {
        assertThat(String.join("", option.description())).as(option.longestName()).endsWith(".");
        if (option.arity().max() > 0) {
            assertThat(option.paramLabel()).as(option.longestName()).doesNotStartWith("<");
        }
    }

    @Test
    void the_names_of_presets_are_in_the_help_of_what_takes_them() {
        // Lines are broken between names.
        assertThat(Executed.of("run", "--help").output().replaceAll("\\s+", " "))
                .contains(String.join(", ", PresetUse.names()));
    }

    @Test
    void no_command_is_an_error_that_names_them() {
        Executed nothing = Executed.of();

        assertThat(nothing.exitValue()).isEqualTo(2);
        assertThat(nothing.error()).contains(COMMANDS.keySet());
    }
}
