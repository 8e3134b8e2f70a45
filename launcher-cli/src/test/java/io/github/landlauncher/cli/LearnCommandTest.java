package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LearnCommandTest {

    private Path file;
    private Path trace;

    @BeforeEach
    void begin(@TempDir Path directory) {
        file = directory.resolve("policy.toml");
        trace = directory.resolve("trace");
    }

    /** What becomes of options in front of a program that leaves a trace. */
    private Executed learn(String... options) {
        List<String> arguments = new ArrayList<>(List.of("learn", "-o", file.toString()));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--", "/usr/bin/touch", trace.toString()));
        return Executed.of(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--runs 0 | the program has to run once",
        "--merge --force | cannot be combined",
        "--rx /usr | --rx is about a policy that the program is held to: it needs --base",
        "--policy x.toml | --policy is about a policy that the program is held to: it needs --base",
        "--containment | --containment is about a policy",
        "--base --abi 3 | --abi and --base cannot be combined",
        "--base --preset git-readonly | --preset git-readonly is more than a policy to add to",
        "--abi 99 | --abi"
    })
    void options_that_contradict_each_other_start_nothing(String options, String message) {
        Executed executed = learn(options.split(" "));

        assertThat(executed.exitValue()).isEqualTo(2);
        assertThat(executed.error()).contains(message);
        assertThat(trace).doesNotExist();
    }

    @Test
    void a_file_that_is_there_is_not_replaced_and_nothing_is_started() throws IOException {
        Files.writeString(file, "mine");

        Executed executed = learn();

        assertThat(executed.exitValue()).isEqualTo(2);
        assertThat(executed.error()).contains(file + " is there already: --merge adds to it");
        assertThat(file).hasContent("mine");
        assertThat(trace).doesNotExist();
    }

    @Test
    void java_source_that_is_there_is_not_replaced_either() throws IOException {
        Path source = Files.writeString(file.resolveSibling("Policy.java"), "mine");

        Executed executed = learn("--java", source.toString());

        assertThat(executed.exitValue()).isEqualTo(2);
        assertThat(source).hasContent("mine");
    }

    @Test
    void a_file_that_is_no_policy_cannot_be_added_to_and_nothing_is_started() throws IOException {
        Files.writeString(file, "mine");

        Executed executed = learn("--merge");

        assertThat(executed.exitValue()).isEqualTo(125);
        assertThat(executed.error()).contains("policy.toml");
        assertThat(file).hasContent("mine");
        assertThat(trace).doesNotExist();
    }

    @Test
    void a_file_and_a_program_are_required() {
        assertThat(Executed.of("learn", "--", "true").error()).contains("--output");
        assertThat(Executed.of("learn", "-o", file.toString(), "--").error()).contains("COMMAND");
    }
}
