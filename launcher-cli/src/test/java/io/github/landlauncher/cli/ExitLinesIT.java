package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.cli.PackedCommand.Ended;
import io.github.landlauncher.explain.DeniedFile;
import io.github.landlauncher.explain.Explanation;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of programs that could not be executed once another one had been. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExitLinesIT {

    @TempDir
    Path temporary;

    @BeforeAll
    static void landlock() {
        PackedCommand.assumeLandlock();
    }

    private static Ended run(String... arguments) throws Exception {
        return PackedCommand.run(arguments);
    }

    @Test
    void a_library_that_may_not_be_read_gives_127_and_the_option_that_allows_it() throws Exception {
        Path shell = Path.of("/usr/bin/dash").toRealPath();
        SandboxPolicy alone = SandboxPolicy.handling(LandlockAbi.V1).allowReadExecute(shell);
        Explanation execution = alone.explainerOn(LandlockAbi.V1).explain(new Operation.Execute(shell));
        String loader = DeniedFile.in(execution).get(0).path().toString();

        Ended ended = run("run", "--no-base", "--rx", shell.toString(), "--rx", loader, "--", shell.toString());

        assertThat(ended.exitValue()).isEqualTo(127);
        assertThat(ended.error().lines().filter(line -> line.startsWith("landlauncher: The")).toList())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .matches("landlauncher: The policy does not allow READ_FILE on (/.+)/[^/]+\\.so[^/]*\\."
                                + " Add --ro \\1\\."));
    }

    @Test
    void a_program_that_a_shell_may_not_execute_gives_126_and_the_option_that_allows_it() throws Exception {
        Path directory = temporary.toRealPath();
        Path program = Files.copy(Path.of("/usr/bin/true"), directory.resolve("program"));

        Ended ended = run("run", "--rx", "/usr/bin", "--", "sh", "-c", program + " x");

        assertThat(ended.exitValue()).isEqualTo(126);
        assertThat(ended.error()).endsWith("landlauncher: The policy does not allow EXECUTE and READ_FILE on "
                + program + ". Add --rx " + directory + ".\n");
    }

    @Test
    void what_is_allowed_or_missing_is_not_mentioned() throws Exception {
        assertThat(run("run", "--rx", "/usr/bin", "--", "sh", "-c", "no-such-program").error())
                .doesNotContain("landlauncher: The");
        assertThat(run("run", "--rx", "/usr/bin", "--", "sh", "-c", "exit 126").error()).isEmpty();
        assertThat(run("run", "--rx", "/usr/bin", "--", "sh", "-c", "exit 1").error()).isEmpty();
    }
}
