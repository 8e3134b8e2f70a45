package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.cli.PackedCommand.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real bash completes with the script that is printed. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompletionIT {

    @TempDir
    static Path directory;

    private static Path script;

    @BeforeAll
    static void print_the_script() throws Exception {
        Ended ended = PackedCommand.run("completion");
        assertThat(ended.exitValue()).isZero();
        assertThat(ended.error()).isEmpty();
        script = Files.write(directory.resolve("completion"), ended.output());
        Files.createDirectory(directory.resolve("policies"));
    }

    @Test
    void bash_knows_the_function_for_the_command() throws Exception {
        assertThat(bash("complete -p landlauncher"))
                .singleElement().asString().contains("-F _complete_landlauncher", "-o default");
    }

    @Test
    void commands_are_completed() throws Exception {
        assertThat(completed("landlauncher", "")).contains("run", "show", "explain", "lint", "diff", "check", "demo", "completion");
        assertThat(completed("landlauncher", "sh")).containsExactly("show");
    }

    @Test
    void options_of_a_command_are_completed() throws Exception {
        assertThat(completed("landlauncher", "run", "--pre")).containsExactly("--preset");
        assertThat(completed("landlauncher", "check", "--")).contains("--require", "--json").doesNotContain("--ro");
        assertThat(completed("landlauncher", "run", "--strict", "--no-")).contains("--no-base", "--no-network");
    }

    @Test
    void names_of_presets_are_completed() throws Exception {
        assertThat(completed("landlauncher", "run", "--preset", "")).containsAll(PresetUse.names());
        assertThat(completed("landlauncher", "show", "--preset", "mav")).containsExactly("maven");
    }

    @Test
    void paths_are_completed_for_options_that_take_one() throws Exception {
        for (String option : List.of("--ro", "--rwx", "--policy", "--status-file", "--cwd")) {
            assertThat(completed("landlauncher", "run", option, directory + "/pol"))
                    .as(option).containsExactly(directory + "/policies");
        }
    }

    /** What bash would offer for the last word. */
    private static List<String> completed(String... words) throws Exception {
        StringBuilder array = new StringBuilder();
        for (String word : words) {
            array.append(" '").append(word).append('\'');
        }
        return bash("COMP_WORDS=(" + array + "); COMP_CWORD=" + (words.length - 1) + ";"
                + " COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE};"
                + " _complete_landlauncher; printf '%s\\n' \"${COMPREPLY[@]}\"");
    }

    private static List<String> bash(String commands) throws IOException, InterruptedException {
        // compopt works only where a key has been pressed.
        ProcessBuilder bash = new ProcessBuilder(
                "bash", "--norc", "-c", "compopt() { :; }; source \"$0\" && " + commands, script.toString());
        Ended ended = PackedCommand.run(new byte[0], bash);
        assertThat(ended.error()).isEmpty();
        return ended.text().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
