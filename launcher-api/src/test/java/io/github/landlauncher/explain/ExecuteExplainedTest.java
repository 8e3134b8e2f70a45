package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.explain.Explaining.NOTHING;
import static io.github.landlauncher.explain.Explaining.allowed;
import static io.github.landlauncher.explain.Explaining.denied;
import static io.github.landlauncher.explain.Explaining.explain;
import static io.github.landlauncher.explain.Explaining.rights;
import static io.github.landlauncher.explain.Explaining.suggests;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExecuteExplainedTest {

    @TempDir Path temporary;

    private Path directory;

    @BeforeEach
    void resolve() throws IOException {
        directory = temporary.toRealPath();
    }

    private static List<Path> looksAt(Explanation explanation) {
        return explanation.requirements().stream().map(on -> ((Requirement.OnPath) on).path()).toList();
    }

    private Path script(String name, Object interpreter) throws IOException {
        return Files.writeString(directory.resolve(name), "#!" + interpreter + "\n");
    }

    @Test
    void of_a_program_its_loader_is_executed_too() throws IOException {
        Path program = Path.of("/bin/true").toRealPath();
        Path loader = Interpreter.of(program).orElseThrow().toRealPath();
        Operation execute = new Operation.Execute(Path.of("/bin/true"));

        assertThat(looksAt(explain(NOTHING, execute))).containsExactly(program, loader);
        SandboxPolicy policy = NOTHING.allowReadExecute(program);
        denied(explain(policy, execute), "EACCES", loader, EXECUTE, READ_FILE);
        suggests(explain(policy, execute), policy, ".allowReadExecute(\"" + loader + "\")");
    }

    @Test
    void of_a_script_its_interpreter_is_executed_with_its_own_loader() throws IOException {
        Path script = script("script", "/bin/sh");
        Path shell = Path.of("/bin/sh").toRealPath();
        Path loader = Interpreter.of(shell).orElseThrow().toRealPath();

        assertThat(looksAt(explain(NOTHING, new Operation.Execute(script))))
                .containsExactly(script, shell, loader);
    }

    @Test
    void scripts_of_scripts_are_followed_as_far_as_the_kernel_goes() throws IOException {
        Path last = script("s0", directory.resolve("missing"));
        for (int i = 1; i <= 7; i++) {
            last = script("s" + i, last);
        }
        Explanation explanation = explain(NOTHING.allowReadExecute(directory), new Operation.Execute(last));

        assertThat(explanation.requirements()).hasSize(6);
        assertThat(explanation.notes()).anyMatch(note -> note.contains("ELOOP"));
    }

    @Test
    void a_loader_has_no_loader_of_its_own() throws IOException {
        Path loader = Interpreter.of(Path.of("/bin/true")).orElseThrow();

        assertThat(looksAt(explain(NOTHING, new Operation.Execute(loader)))).containsExactly(loader.toRealPath());
    }

    @Test
    void a_program_that_is_missing_is_explained_by_its_directory() {
        Explanation explanation = explain(NOTHING, new Operation.Execute(directory.resolve("missing")));

        suggests(explanation, NOTHING,
                ".allow(Set.of(AccessFs.EXECUTE, AccessFs.READ_FILE), Path.of(\"" + directory + "\"))");
    }

    @Test
    void a_named_pipe_is_not_waited_for() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        Explanation explanation = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> explain(NOTHING, new Operation.Execute(pipe)));
        assertThat(explanation.notes()).contains(pipe + " is not a regular file: it cannot be executed");
    }

    @Test
    void what_is_granted_already_is_not_suggested_again() throws IOException {
        Path script = script("script", directory.resolve("missing"));
        SandboxPolicy policy = NOTHING.allow(rights(READ_FILE), directory);

        assertThat(explain(policy, new Operation.Execute(script)).suggestions())
                .extracting(Suggestion::java)
                .contains(".allowReadExecute(\"" + script + "\")");
        allowed(explain(NOTHING.allowReadExecute(directory), new Operation.Execute(script)));
    }
}
