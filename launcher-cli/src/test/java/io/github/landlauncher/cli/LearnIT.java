package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.cli.PackedCommand.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command runs a program, writes what it needs, and tries that. */
@Timeout(120)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LearnIT {

    private Path project;
    private Path file;

    @BeforeAll
    static void landlock() {
        PackedCommand.assumeLandlock();
    }

    @BeforeEach
    void makeProject(@TempDir Path temporary) throws IOException {
        project = Files.createDirectory(temporary.toRealPath().resolve("project"));
        file = project.resolveSibling("policy.toml");
        Files.writeString(project.resolve("words"), "b\na\n");
        Files.writeString(project.resolveSibling("secret"), "secret\n");
    }

    private Ended learn(List<String> options, String script) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("learn", "-o", file.toString(), "--cwd", project.toString()));
        arguments.addAll(options);
        arguments.addAll(List.of("--", "/bin/bash", "-c", script));
        return PackedCommand.run(arguments.toArray(String[]::new));
    }

    private Ended run(String script) throws IOException, InterruptedException {
        return PackedCommand.run("run", "--policy", file.toString(), "--allow-extension", "--cwd",
                project.toString(), "--", "/bin/bash", "-c", script);
    }

    @Test
    void what_was_learned_lets_the_program_do_it_again_and_nothing_else() throws Exception {
        Ended learned = learn(List.of(), "sort -o sorted words; exit 7");

        assertThat(learned.exitValue()).as(learned.error()).isEqualTo(7);
        assertThat(learned.error()).contains("under the policy the program did as before", "used by sort");
        assertThat(file).content().contains("literal = [\"" + project + "\"]", "\"${project}/words\"");
        assertThat(run("sort -o sorted words").exitValue()).isZero();
        assertThat(run("read secret <../secret").exitValue()).isNotZero();
    }

    @Test
    void a_further_run_adds_to_the_file() throws Exception {
        learn(List.of("--no-verify"), "read word <words");
        assertThat(run("echo x >made").exitValue()).isNotZero();

        Ended learned = learn(List.of("--merge"), "echo x >made");

        assertThat(learned.exitValue()).as(learned.error()).isZero();
        assertThat(run("echo x >made; read word <words").exitValue()).isZero();
    }

    @Test
    void a_program_that_does_otherwise_under_the_policy_is_told_by_the_exit_status() throws Exception {
        Ended learned = learn(List.of(), "if test -e again; then read secret <../secret; else echo >again; fi");

        assertThat(learned.exitValue()).as(learned.error()).isEqualTo(123);
        assertThat(learned.error()).contains("did not do as before", "denied: READ_FILE on "
                + project.resolveSibling("secret"));
        assertThat(file).exists();
    }

    @Test
    void under_a_base_what_it_denies_is_learned_and_denied_while_that_is_done() throws Exception {
        String script = "read secret <../secret && echo \"$secret\"";

        Ended learned = learn(List.of("--base", "--rx", "/usr", "--no-verify"), script);

        assertThat(learned.exitValue()).as(learned.error()).isEqualTo(1);
        assertThat(learned.text()).isEmpty();
        assertThat(file).content().contains("/secret\"", "\"/usr\"");
        assertThat(run(script).text()).isEqualTo("secret\n");
    }

    @Test
    void a_program_that_is_not_there_leaves_no_file() throws Exception {
        Ended learned = PackedCommand.run("learn", "-o", file.toString(), "--", "/no/such/program");

        assertThat(learned.exitValue()).isEqualTo(125);
        assertThat(learned.error()).startsWith("landlauncher: Cannot run program \"/no/such/program\"");
        assertThat(file).doesNotExist();
    }
}
