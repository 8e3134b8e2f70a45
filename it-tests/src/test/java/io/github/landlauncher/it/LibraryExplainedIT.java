package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Capture;
import io.github.landlauncher.Completed;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.DeniedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a loader may not read the libraries, the exit says which, and a rule on their directory helps. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LibraryExplainedIT {

    @TempDir private Path temporary;
    private Path program;
    private SandboxPolicy policy;

    @BeforeEach
    void make_program() throws Exception {
        Path directory = temporary.toRealPath();
        program = Files.copy(Probe.dynamicPath(), directory.resolve("program"));
        policy = SandboxPolicy.handling(Sandbox.abi())
                .allowReadExecute(directory)
                .allowReadExecute(Operation.interpreter());
    }

    private Completed run(SandboxPolicy policy, Capture capture) {
        return new SandboxedProcessBuilder(program.toString(), "exit", "7")
                .policy(policy)
                .runAsync(capture)
                .join();
    }

    @Test
    void the_library_of_which_the_loader_says_that_it_is_missing() {
        Completed completed = run(policy, Capture.upTo(10_000));

        assertThat(completed.exitValue()).isEqualTo(127);
        assertThat(completed.errorText()).contains("o such file or directory");
        assertExplained(completed);
    }

    @Test
    void the_library_if_nothing_the_loader_says_is_kept() {
        Completed completed = run(policy, Capture.upTo(0));

        assertThat(completed.exitValue()).isEqualTo(127);
        assertExplained(completed);
    }

    private void assertExplained(Completed completed) {
        List<DeniedFile> denied = completed.explanations().stream()
                .flatMap(explanation -> DeniedFile.in(explanation).stream())
                .toList();
        assertThat(denied).isNotEmpty().allSatisfy(library -> {
            assertThat(library.path()).exists();
            assertThat(library.missing()).isEqualTo(Set.of(AccessFs.READ_FILE));
        });
        SandboxPolicy allowed = policy;
        for (DeniedFile library : denied) {
            allowed = allowed.allowRead(library.directory());
        }
        Completed then = run(allowed, Capture.upTo(10_000));
        assertThat(then.exitValue()).as(then.errorText()).isEqualTo(7);
        assertThat(then.explanations()).isEmpty();
    }
}
