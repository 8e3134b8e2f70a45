package io.github.landlauncher.it.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.cli.Landlauncher;
import io.github.landlauncher.cli.convert.SandboxerDialect;
import io.github.landlauncher.it.JavaCommand;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has the variables of the kernel's sample sandboxer goes on with them. */
@RequiresAbi(6)
@RequiresProgram("python3")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SandboxerVariablesIT {

    private static final String HELD = """
            read in the read-only list done
            write in the read-only list EACCES
            execute in the read-only list done
            write in the read-write list done
            execute in the read-write list done
            read elsewhere EACCES
            write elsewhere EACCES
            connect to a listed port done
            connect to another port EACCES
            bind a listed port done
            bind another port EACCES
            signal the JVM EPERM
            connect to an abstract socket EPERM
            variables []
            """;

    @TempDir private Path directory;
    private SandboxerVariables variables;
    private Process listener;

    @BeforeEach
    void makeVariables() throws IOException {
        variables = new SandboxerVariables(directory);
        listener = variables.listener();
    }

    @AfterEach
    void close() throws IOException {
        listener.destroyForcibly();
        variables.close();
    }

    @Test
    void without_a_sandbox_all_of_it_is_done() throws Exception {
        Outcome outcome = Outcome.of(new ProcessBuilder(variables.command()).start());

        assertThat(outcome).isEqualTo(
                new Outcome(0, HELD.replaceAll("EACCES|EPERM", "done"), ""));
    }

    @Test
    void the_policy_of_the_variables_denies_what_is_in_no_list() throws Exception {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(variables.command())
                .policy(SandboxerDialect.policy(variables.variables()));

        assertThat(Outcome.of(builder.start())).isEqualTo(new Outcome(0, HELD, ""));
    }

    /** As with the sample: a right on ports is handled if there is a list of ports for it. */
    @Test
    void without_the_variables_of_ports_and_scopes_these_are_free() throws Exception {
        Map<String, String> files = variables.variables();
        files.keySet().retainAll(List.of("LL_FS_RO", "LL_FS_RW"));
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder(variables.command()).policy(SandboxerDialect.policy(files));

        assertThat(Outcome.of(builder.start()).output())
                .contains("connect to another port done", "bind another port done", "signal the JVM done")
                .contains("connect to an abstract socket done", "read elsewhere EACCES");
    }

    @Test
    void the_command_takes_them_from_its_environment_and_from_the_programs() throws Exception {
        Outcome outcome = Outcome.of(command(variables.variables()).start());

        assertThat(outcome).isEqualTo(new Outcome(0, HELD, ""));
    }

    @Test
    void the_command_starts_nothing_where_a_list_is_missing() throws Exception {
        Map<String, String> incomplete = variables.variables();
        incomplete.remove("LL_FS_RW");

        Outcome outcome = Outcome.of(command(incomplete).start());

        assertThat(outcome.exitValue()).isNotZero();
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.error()).contains("LL_FS_RW is not set");
    }

    private ProcessBuilder command(Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(List.of("run", "--from-env", "--"));
        arguments.addAll(variables.command());
        ProcessBuilder builder = new ProcessBuilder(
                new JavaCommand().command(Landlauncher.class, arguments.toArray(String[]::new)));
        builder.environment().putAll(environment);
        return builder;
    }
}
