package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Presets;
import io.github.landlauncher.it.Errno;
import io.github.landlauncher.it.JavaCommand;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the preset for terminals lets programs do in the JVM's terminal, and what it denies. They run
 * once, in a terminal that script(1) of util-linux makes.
 */
@RequiresAbi(5)
@RequiresProgram({"bash", "python3", "script", "tput", "stty", "tty", "less"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class TerminalPresetIT {

    private static final Properties SEEN = new Properties();
    private static final String EACCES = Errno.EACCES.number() + " ";

    @BeforeAll
    static void run_a_jvm_in_a_terminal(@TempDir Path directory) throws Exception {
        Path seen = directory.resolve("seen");
        String command = new JavaCommand().command(TerminalPresetMain.class, seen.toString()).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));

        Outcome outcome =
                Outcome.of(new ProcessBuilder("/usr/bin/script", "-qec", command, "/dev/null").start());

        assertThat(outcome.exitValue()).as("%s", outcome).isZero();
        try (InputStream in = Files.newInputStream(seen)) {
            SEEN.load(in);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tput", "set size", "size", "tty", "less", "open /dev/tty"})
    void a_program_does_at_its_terminal_what_it_does_freely(String program) {
        assertThat(seen(program, "freely")).startsWith("0 ");
        assertThat(seen(program, "with the preset")).isEqualTo(seen(program, "freely"));
    }

    @Test
    void they_see_and_set_the_terminal_that_they_have() {
        assertThat(seen("tput", "with the preset")).isEqualTo("0 256");
        assertThat(seen("size", "with the preset")).isEqualTo("0 33 77");
        assertThat(seen("tty", "with the preset")).startsWith("0 /dev/pts/");
        assertThat(seen("less", "with the preset")).isEqualTo("0 Linux");
    }

    /** That which the terminal was given as does not need the preset. */
    @ParameterizedTest
    @ValueSource(strings = {"set size", "size", "open /dev/tty"})
    void without_the_preset_they_cannot_open_it(String program) {
        assertThat(seen(program, "without")).doesNotStartWith("0 ");
    }

    @Test
    void the_user_s_terminals_by_name_and_new_ones_are_denied() {
        for (String operation : new String[] {"list /dev/pts", "own terminal", "terminal by name"}) {
            assertThat(seen(operation, "freely")).as(operation).startsWith("0 ");
            assertThat(seen(operation, "with the preset") + " ").as(operation).startsWith(EACCES);
        }
    }

    @Test
    void other_files_programs_and_devices_are_denied(@TempDir Path directory) throws Exception {
        new Denials(directory, Presets.terminal())
                .and("exec", "/usr/bin/stty", "--version")
                .and("exec", "/bin/sh", "-c", "exit 0")
                .and("list", "/dev")
                .and("read", "/etc/bash.bashrc")
                .check();
    }

    private static String seen(String program, String how) {
        return SEEN.getProperty(program + " " + how);
    }
}
