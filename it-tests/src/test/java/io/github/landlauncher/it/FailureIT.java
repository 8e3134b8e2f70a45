package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start that fails says, and that nothing is left of it. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailureIT {

    private static final int MORE_THAN_ONE_STRING_MAY_HAVE = 200 * 1024;

    @TempDir private Path directory;

    @Test
    void the_policy_of_these_tests_lets_a_program_in_the_directory_run() throws Exception {
        Path program = Files.copy(Probe.path(), directory.resolve("program"));

        assertThat(Sandbox.run(builder(program.toString(), "exit", "7"))).exitsWith(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/program", "./no-such-program", ""})
    void a_missing_program(String program) throws Exception {
        SandboxStartException failure = Failures.of(builder(program));

        Failures.assertReported(failure, StartStep.EXECVE, Errno.ENOENT);
        Failures.assertSameFirstLine(failure, new ProcessBuilder(program));
    }

    /** A directory of the search path that the user may not enter makes it EACCES. */
    @Test
    void a_program_missing_in_the_search_path() throws Exception {
        SandboxStartException failure = Failures.of(builder("no-such-program"));

        assertThat(failure.step()).isEqualTo(StartStep.EXECVE);
        Failures.assertSameFirstLine(failure, new ProcessBuilder("no-such-program"));
    }

    @Test
    void a_missing_program_in_a_directory() throws Exception {
        File where = directory.toFile();
        SandboxStartException failure = Failures.of(builder("./no-such").directory(where));

        Failures.assertReported(failure, StartStep.EXECVE, Errno.ENOENT);
        Failures.assertSameFirstLine(failure, new ProcessBuilder("./no-such").directory(where));
    }

    @Test
    void a_script_whose_interpreter_is_missing() throws Exception {
        String script = script("#!/no/such/interpreter\n");
        SandboxStartException failure = Failures.of(builder(script));

        Failures.assertReported(failure, StartStep.EXECVE, Errno.ENOENT);
        Failures.assertSameFirstLine(failure, new ProcessBuilder(script));
        assertThat(failure).hasMessageContaining("interpreter");
    }

    @Test
    void a_file_that_is_not_executable() throws Exception {
        String file = Files.writeString(directory.resolve("file"), "text").toString();
        SandboxStartException failure = Failures.of(builder(file));

        Failures.assertReported(failure, StartStep.EXECVE, Errno.EACCES);
        Failures.assertSameFirstLine(failure, new ProcessBuilder(file));
        assertThat(failure).hasMessageContaining(file + " is not executable for this user");
    }

    @Test
    void a_directory_as_program() throws Exception {
        SandboxStartException failure = Failures.of(builder(directory.toString()));

        Failures.assertReported(failure, StartStep.EXECVE, Errno.EACCES);
        Failures.assertSameFirstLine(failure, new ProcessBuilder(directory.toString()));
        assertThat(failure).hasMessageContaining(directory + " is a directory.");
    }

    @Test
    void a_missing_working_directory() throws Exception {
        File missing = directory.resolve("missing").toFile();
        SandboxStartException failure = Failures.of(probe().directory(missing));

        Failures.assertReported(failure, StartStep.CHDIR, Errno.ENOENT);
        Failures.assertSameFirstLine(
                failure, new ProcessBuilder(Probe.command("exit", "0")).directory(missing));
    }

    @Test
    void a_file_as_working_directory() throws Exception {
        File file = Files.writeString(directory.resolve("file"), "text").toFile();
        SandboxStartException failure = Failures.of(probe().directory(file));

        Failures.assertReported(failure, StartStep.CHDIR, Errno.ENOTDIR);
    }

    @Test
    void a_working_directory_and_a_rule_that_the_user_may_not_enter() throws Exception {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(closed), "needs a user who may not enter everything");

        Failures.assertReported(
                Failures.of(probe().directory(closed.toFile())), StartStep.CHDIR, Errno.EACCES);
        Failures.assertReported(
                Failures.of(probe(Sandbox.policy().allowRead(closed.resolve("file")))),
                StartStep.OPEN_PATH,
                Errno.EACCES);
    }

    @Test
    void an_argument_that_is_longer_than_the_kernel_takes() throws Exception {
        String argument = "x".repeat(MORE_THAN_ONE_STRING_MAY_HAVE);
        String probe = Probe.path().toString();
        SandboxStartException failure = Failures.of(builder(probe, "args", argument));

        Failures.assertReported(failure, StartStep.SPAWN, Errno.E2BIG);
        Failures.assertSameFirstLine(failure, new ProcessBuilder(probe, "args", argument));
    }

    @Test
    void an_environment_that_is_longer_than_the_kernel_takes() throws Exception {
        SandboxedProcessBuilder builder = probe();
        builder.environment().put("NAME", "x".repeat(MORE_THAN_ONE_STRING_MAY_HAVE));

        Failures.assertReported(Failures.of(builder), StartStep.SPAWN, Errno.E2BIG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing/file", "", "\0"})
    void a_file_for_output_that_cannot_be_opened(String name) throws Exception {
        File file = name.equals("") ? directory.toFile() : new File(directory.toFile(), name);
        IOException failure =
                Failures.leavingNothing(
                        () -> catchThrowableOfType(
                                IOException.class, () -> probe().redirectOutput(file).start()));

        assertThat(failure).isNotInstanceOf(SandboxStartException.class);
        assertThat(failure).hasCauseInstanceOf(FileNotFoundException.class);
        Failures.assertSameFirstLine(
                failure, new ProcessBuilder(Probe.command("exit", "0")).redirectOutput(file));
    }

    @Test
    void a_file_for_input_that_is_missing() throws Exception {
        File missing = directory.resolve("missing").toFile();
        IOException failure =
                Failures.leavingNothing(
                        () -> catchThrowableOfType(
                                IOException.class, () -> probe().redirectInput(missing).start()));

        assertThat(failure).hasCauseInstanceOf(FileNotFoundException.class);
        Failures.assertSameFirstLine(
                failure, new ProcessBuilder(Probe.command("exit", "0")).redirectInput(missing));
    }

    @Test
    void a_policy_that_is_newer_than_the_kernel_starts_nothing() throws Exception {
        assumeTrue(KernelAbi.current() < 10, "needs a kernel below Landlock ABI 10");
        File out = directory.resolve("out").toFile();
        SandboxPolicy policy = Sandbox.probeAllowed(SandboxPolicy.handling(LandlockAbi.V11));
        SandboxUnavailableException failure =
                Failures.leavingNothing(
                        () -> catchThrowableOfType(
                                SandboxUnavailableException.class,
                                () -> probe(policy).redirectOutput(out).start()));

        assertThat(out).doesNotExist();
        assertThat(failure.support().abi()).isEqualTo(KernelAbi.current());
        assertThat(failure.getMessage().lines())
                .first()
                .asString()
                .startsWith("Cannot enforce the policy: ")
                .contains("BIND_UDP, CONNECT_SEND_UDP need Landlock ABI 10 (Linux 7.2)")
                .endsWith("this kernel has ABI " + KernelAbi.current() + ".");
        assertThat(failure).hasMessageEndingWith("See docs/errors.md#abi-too-low");
        assertThatThrownBy(policy::createRuleset)
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessage(failure.getMessage());
    }

    @Test
    void a_floor_above_the_kernel_starts_nothing() throws Exception {
        assumeTrue(KernelAbi.current() < 11, "needs a kernel below Landlock ABI 11");
        SandboxPolicy policy = Sandbox.policy(LandlockAbi.V1).bestEffort(LandlockAbi.V11);

        assertThatThrownBy(() -> probe(policy).start())
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessageContaining("its floor is Landlock ABI 11 (Linux 7.3)")
                .hasMessageEndingWith("See docs/errors.md#abi-below-floor");
    }

    @Test
    void neither_a_policy_nor_a_ruleset_or_both() throws Exception {
        try (var ruleset = Sandbox.policy().createRuleset()) {
            assertThatThrownBy(() -> new SandboxedProcessBuilder("true").start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no policy");
            assertThatThrownBy(() -> probe().ruleset(ruleset).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("both a policy and a ruleset");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b"})
    void a_character_that_ends_a_string(String text) {
        assertThatThrownBy(() -> builder(text).start())
                .isInstanceOf(IOException.class)
                .hasMessage("invalid null character in command");
        assertThatThrownBy(() -> builder(Probe.path().toString(), text).start())
                .isInstanceOf(IOException.class)
                .hasMessage("invalid null character in command");
        assertThatThrownBy(() -> probe().directory(new File(text)).start())
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("invalid null character in directory");
    }

    private SandboxedProcessBuilder builder(String... command) {
        return new SandboxedProcessBuilder(command)
                .policy(Sandbox.policy().allowReadExecute(directory));
    }

    private static SandboxedProcessBuilder probe() {
        return probe(Sandbox.policy());
    }

    private static SandboxedProcessBuilder probe(SandboxPolicy policy) {
        return new SandboxedProcessBuilder(Probe.command("exit", "0")).policy(policy);
    }

    private String script(String content) throws IOException {
        Path script = Files.writeString(directory.resolve("script"), content);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }
}
