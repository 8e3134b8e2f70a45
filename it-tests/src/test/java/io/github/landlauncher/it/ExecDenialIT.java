package io.github.landlauncher.it;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When execve(2) is denied, the message says which right on which file is missing. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExecDenialIT {

    private static final String SHELL = "/bin/sh";

    @TempDir private Path temporary;
    private Path directory;
    private Path program;

    @BeforeEach
    void make_program() throws Exception {
        directory = temporary.toRealPath();
        program = Files.copy(Probe.dynamicPath(), directory.resolve("program"));
    }

    @Test
    void the_program_itself() throws Exception {
        assertExplained(
                denied(Sandbox.policy(), program),
                "The policy does not allow EXECUTE and READ_FILE on " + program
                        + ". Add .allowReadExecute(\"" + directory + "\").");
        assertRuns(Sandbox.policy().allowReadExecute(directory), program);
    }

    @Test
    void the_program_itself_if_it_may_be_read() throws Exception {
        assertExplained(
                denied(Sandbox.policy().allowRead(directory), program),
                "The policy does not allow EXECUTE on " + program
                        + ". Add .allowReadExecute(\"" + directory + "\").");
    }

    @Test
    void the_program_itself_if_it_may_be_executed() throws Exception {
        SandboxPolicy policy = Sandbox.policy().allow(Set.of(EXECUTE), directory);

        assertExplained(
                denied(policy, program),
                "The policy does not allow READ_FILE on " + program
                        + ". Add .allowRead(\"" + directory + "\").");
        assertRuns(policy.allowRead(directory), program);
    }

    @Test
    void the_program_found_in_a_relative_way() throws Exception {
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder("./program", "exit", "7")
                        .directory(directory.toFile())
                        .policy(Sandbox.policy());

        assertExplained(
                Failures.of(builder),
                "The policy does not allow EXECUTE and READ_FILE on " + program
                        + ". Add .allowReadExecute(\"" + directory + "\").");
    }

    @Test
    void the_program_found_in_the_search_path() throws Exception {
        SandboxStartException failure =
                Failures.of(new SandboxedProcessBuilder("ls").policy(Sandbox.policy()));

        assertThat(failure.getMessage().lines().toList().get(1))
                .startsWith("  The policy does not allow EXECUTE")
                .contains("/ls. Add .allowReadExecute(\"");
    }

    @Test
    void the_interpreter_of_a_script() throws Exception {
        Path shell = Path.of(SHELL).toRealPath();
        Path script = script("#!" + SHELL + " -e\nexit 7\n");
        SandboxPolicy policy = Sandbox.policy().allowReadExecute(script);

        assertExplained(
                denied(policy, script),
                "The policy does not allow EXECUTE and READ_FILE on " + shell
                        + ". Add .allowReadExecute(\"" + shell.getParent() + "\").");
        assertRuns(policy.allowReadExecute(shell.getParent()), script);
    }

    @Test
    void the_shell_that_runs_a_script_without_an_interpreter() throws Exception {
        Path shell = Path.of(SHELL).toRealPath();
        Path script = script("exit 7\n");
        SandboxPolicy policy = Sandbox.policy().allowReadExecute(script);

        assertExplained(
                denied(policy, script),
                "The policy does not allow EXECUTE and READ_FILE on " + shell
                        + ". Add .allowReadExecute(\"" + shell.getParent() + "\").");
        assertRuns(policy.allowReadExecute(shell.getParent()), script);
    }

    @Test
    void the_elf_interpreter_of_a_program() throws Exception {
        Path interpreter = Path.of(Operation.interpreter()).toRealPath();
        Path where = interpreter.getParent();
        SandboxPolicy policy =
                SandboxPolicy.handling(Sandbox.abi()).allowReadExecute(directory);

        assertExplained(
                denied(policy, program),
                "The policy does not allow EXECUTE and READ_FILE on " + interpreter
                        + ". Add .allowReadExecute(\"" + where + "\").");
        assertRuns(
                policy.allowReadExecute(where)
                        .allowReadIfExists("/lib", "/lib64", "/usr/lib", "/usr/lib64"),
                program);
    }

    @Test
    void the_elf_interpreter_of_a_script_s_interpreter() throws Exception {
        Path interpreter = Path.of(Operation.interpreter()).toRealPath();
        Path where = interpreter.getParent();
        Path script = script("#!" + program + "\n");
        SandboxPolicy policy =
                SandboxPolicy.handling(Sandbox.abi())
                        .allowReadExecute(directory)
                        .allow(Set.of(READ_FILE), interpreter);

        assertExplained(
                denied(policy, script),
                "The policy does not allow EXECUTE on " + interpreter
                        + ". Add .allowReadExecute(\"" + where + "\").");
    }

    @Test
    void a_library_is_not_needed_yet() throws Exception {
        Path interpreter = Path.of(Operation.interpreter());
        SandboxPolicy policy = SandboxPolicy.handling(Sandbox.abi())
                .allowReadExecute(directory)
                .allowReadExecute(interpreter);

        assertThat(Sandbox.run(builder(policy, program))).exitsWith(127);
    }

    @Test
    void a_script_and_its_interpreter_at_once() throws Exception {
        Path script = script("#!" + program + "\n");

        assertExplained(
                denied(Sandbox.policy(), script),
                "The policy does not allow EXECUTE and READ_FILE on " + script
                        + ". Add .allowReadExecute(\"" + directory + "\").",
                "The policy does not allow EXECUTE and READ_FILE on " + program
                        + ". Add .allowReadExecute(\"" + directory + "\").");
    }

    @Test
    void a_mount_that_nothing_is_executed_from() throws Exception {
        assumeThat(Capabilities.canMakeNamespaces()).as("can make namespaces").isTrue();
        Path mount = Files.createDirectory(directory.resolve("mount"));
        String script =
                "mount -t tmpfs -o noexec none \"$1\" && cp \"$2\" \"$1\"; shift 2; exec \"$@\"";
        List<String> command =
                new ArrayList<>(List.of("unshare", "--mount", "/bin/sh", "-c", script, "sh"));
        command.addAll(List.of(mount.toString(), program.toString()));
        command.addAll(
                new JavaCommand()
                        .property(StartMain.WRITABLE, mount.toString())
                        .command(StartMain.class, mount + "/program", "exit", "0"));

        StartReport report = StartReport.from(new ProcessBuilder(command));

        assertThat(report.step()).isEqualTo(StartStep.EXECVE);
        assertThat(report.message().lines().toList().get(1))
                .isEqualTo("  " + mount + "/program is not executable for this user,"
                        + " or is on a noexec mount.");
        assertThat(report.left()).isEmpty();
    }

    private static SandboxStartException denied(SandboxPolicy policy, Path program)
            throws Exception {
        return Failures.of(builder(policy, program));
    }

    private static void assertRuns(SandboxPolicy policy, Path program) throws Exception {
        assertThat(Sandbox.run(builder(policy, program))).exitsWith(7);
    }

    private static SandboxedProcessBuilder builder(SandboxPolicy policy, Path program) {
        return new SandboxedProcessBuilder(program.toString(), "exit", "7").policy(policy);
    }

    private static void assertExplained(SandboxStartException failure, String... explanation) {
        Failures.assertReported(failure, StartStep.EXECVE, Errno.EACCES);
        List<String> lines = failure.getMessage().lines().toList();
        assertThat(lines.subList(1, lines.size() - 1))
                .map(String::strip)
                .containsExactly(explanation);
    }

    private Path script(String content) throws Exception {
        Path script = Files.writeString(directory.resolve("script"), content);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }
}
