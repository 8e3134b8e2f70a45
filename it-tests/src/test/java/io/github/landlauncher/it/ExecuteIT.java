package io.github.landlauncher.it;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rights a program needs to be executed, and which ways around them stay open. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExecuteIT {

    private static final String SCRIPT = "#!/bin/sh\nexit 0\n";

    @TempDir private Path directory;
    private Layout layout;

    @BeforeEach
    void make_layout() throws IOException {
        layout = Layout.in(directory, Place.RW);
    }

    @AfterEach
    void close_layout() throws IOException {
        layout.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "dynamic"})
    void without_a_policy_the_programs_of_the_layout_run(String name) throws Exception {
        List<String> command = List.of(file(name).toString(), "exit", "7");

        assertThat(ProbeResult.of(command, new ProcessBuilder(command).start())).exitsWith(7);
    }

    @Test
    void without_a_policy_the_script_of_the_layout_runs() throws Exception {
        assertThat(Probe.runFree("exec", file("script").toString())).succeeds();
    }

    @Test
    void a_file_created_in_a_writable_directory_cannot_be_executed() throws Exception {
        String created = file("created").toString();
        SandboxPolicy policy = withShell().allowReadWrite(layout.path(Place.RW));

        assertThat(Sandbox.run(policy, "write-file-content", created, SCRIPT)).succeeds();
        assertThat(Path.of(created).toFile().setExecutable(true)).isTrue();

        assertThat(Sandbox.run(policy, "exec", created)).failsWith(Errno.EACCES);
        assertDenied(new SandboxedProcessBuilder(created).policy(policy));
    }

    @Test
    void a_file_created_in_a_writable_and_executable_directory_can_be_executed() throws Exception {
        String created = file("created").toString();
        SandboxPolicy policy = withShell().allowReadWriteExecute(layout.path(Place.RW));

        assertThat(Sandbox.run(policy, "write-file-content", created, SCRIPT)).succeeds();
        assertThat(Path.of(created).toFile().setExecutable(true)).isTrue();

        assertThat(Sandbox.run(policy, "exec", created)).succeeds();
        assertThat(Sandbox.run(new SandboxedProcessBuilder(created).policy(policy))).succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "dynamic"})
    void an_elf_program_needs_both_execute_and_read(String name) throws Exception {
        Path program = file(name);

        assertDenied(start(Sandbox.policy(), program));
        assertDenied(start(Sandbox.policy().allow(Set.of(EXECUTE), program), program));
        assertDenied(start(Sandbox.policy().allow(Set.of(READ_FILE), program), program));
        assertThat(Sandbox.run(start(Sandbox.policy().allow(both(), program), program)))
                .exitsWith(7);
    }

    @Test
    void a_script_needs_rights_of_its_own_beside_those_of_its_interpreter() throws Exception {
        Path script = file("script");

        assertDenied(start(withShell(), script));
        assertDenied(start(withShell().allowRead(script), script));
        assertDenied(start(withShell().allow(Set.of(EXECUTE), script), script));
        assertDenied(start(Sandbox.policy().allowReadExecute(script), script));
        assertThat(Sandbox.run(start(withShell().allowReadExecute(script), script))).succeeds();
    }

    @Test
    void a_dynamic_program_whose_elf_interpreter_is_not_allowed_is_refused_by_execve()
            throws Exception {
        Path program = file("dynamic");
        SandboxPolicy policy = withLibraries().allowReadExecute(program);

        assertDenied(start(policy, program));
        assertThat(Sandbox.run(start(policy.allowReadExecute(Operation.interpreter()), program)))
                .exitsWith(7);
    }

    @Test
    void a_missing_right_on_a_library_shows_as_exit_value_127_of_the_elf_interpreter()
            throws Exception {
        Path program = file("dynamic");
        SandboxPolicy policy =
                SandboxPolicy.handling(Sandbox.abi())
                        .allowReadExecute(program)
                        .allowReadExecute(Operation.interpreter());

        ProbeResult result = Sandbox.run(start(policy, program));

        assertThat(result).exitsWith(Operation.LOADER_FAILURE);
        assertThat(result.error()).contains("libc.so");
        assertThat(Sandbox.run(start(policy.allow(Presets.baseSystem()), program))).exitsWith(7);
    }

    /** A known gap: EXECUTE is no boundary as long as an ELF interpreter may be executed. */
    @Test
    void an_elf_interpreter_runs_what_may_be_read_but_not_executed() throws Exception {
        String program = file("dynamic").toString();
        SandboxPolicy policy = Sandbox.policy().allowRead(layout.path(Place.RW));

        assertThat(Sandbox.run(policy, "exec", program, "exit", "7")).failsWith(Errno.EACCES);
        assertThat(
                        Sandbox.run(
                                policy,
                                "execute-via-ldso",
                                Operation.interpreter(),
                                program,
                                "exit",
                                "7"))
                .exitsWith(7);
    }

    /** A known gap: a shell is told what to do by what it reads. */
    @Test
    void a_shell_runs_a_script_that_may_be_read_but_not_executed() throws Exception {
        String script = file("script").toString();
        SandboxPolicy policy = withShell().allowRead(layout.path(Place.RW));

        assertThat(Sandbox.run(policy, "exec", script)).failsWith(Errno.EACCES);
        assertThat(Sandbox.run(policy, "exec", "/bin/sh", script)).succeeds();
    }

    /** A known gap: a file in memory is in no file hierarchy. */
    @Test
    void a_program_in_memory_can_be_executed() throws Exception {
        assertThat(Probe.runFree("memfd-exec")).succeeds();
        assertThat(Sandbox.run(Sandbox.policy(), "memfd-exec")).succeeds();
    }

    private static SandboxPolicy withShell() {
        return Sandbox.policy().allowReadExecute("/bin/sh");
    }

    /** What a dynamic program reads, without an ELF interpreter that could be executed. */
    private static SandboxPolicy withLibraries() {
        return SandboxPolicy.handling(Sandbox.abi())
                .allowReadIfExists("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache");
    }

    private static EnumSet<AccessFs> both() {
        return EnumSet.of(EXECUTE, READ_FILE);
    }

    private static SandboxedProcessBuilder start(SandboxPolicy policy, Path program) {
        return new SandboxedProcessBuilder(program.toString(), "exit", "7").policy(policy);
    }

    private static void assertDenied(SandboxedProcessBuilder builder) {
        SandboxStartException failure = Sandbox.startFailure(builder);
        assertThat(failure.step()).isEqualTo(StartStep.EXECVE);
        assertThat(failure.errno()).isEqualTo(Errno.EACCES.number());
    }

    private Path file(String name) {
        return layout.path(Place.RW, name);
    }
}
