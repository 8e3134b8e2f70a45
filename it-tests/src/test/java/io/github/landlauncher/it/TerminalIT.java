package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that inherits the JVM's terminal cannot type into it, where the shell that started the
 * JVM would read it as a command. The JVM of these tests runs once, in a terminal that script(1) of
 * util-linux makes.
 */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TerminalIT {

    private static final String SUCCESS = "0";
    private static final String EPERM = Integer.toString(Errno.EPERM.number());
    private static final String EACCES = Integer.toString(Errno.EACCES.number());
    private static final String ENXIO = Integer.toString(Errno.ENXIO.number());
    private static final String EIO = Integer.toString(Errno.EIO.number());

    private static final Properties OUTCOMES = new Properties();

    @BeforeAll
    static void run_a_jvm_in_a_terminal(@TempDir Path directory) throws Exception {
        Path outcomes = directory.resolve("outcomes");
        String command =
                new JavaCommand().command(TerminalMain.class, outcomes.toString()).stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        List<String> script = List.of("script", "-qec", command, "/dev/null");

        ProbeResult result = ProbeResult.of(script, new ProcessBuilder(script).start());

        assertThat(result).succeeds();
        try (InputStream in = Files.newInputStream(outcomes)) {
            OUTCOMES.load(in);
        }
    }

    @Test
    void a_plain_process_that_inherits_the_terminal_types_into_it_where_the_system_lets_it()
            throws Exception {
        boolean allowed = legacyTiocsti() || Capabilities.canAdministrate();

        assertThat(outcome("plain isatty")).isEqualTo(SUCCESS);
        assertThat(outcome("plain tiocsti")).isEqualTo(allowed ? SUCCESS : EIO);
    }

    @Test
    void a_program_that_inherits_the_terminal_is_refused_to_type_into_it_with_eperm() {
        assertThat(outcome("default tiocsti")).isEqualTo(EPERM);
        assertThat(outcome("same session tiocsti")).isEqualTo(EPERM);
    }

    @Test
    void a_program_in_a_session_of_its_own_is_refused_to_type_into_it_with_eperm() {
        assertThat(outcome("own session tiocsti")).isEqualTo(EPERM);
    }

    @Test
    void a_program_still_sees_that_its_input_is_a_terminal() {
        assertThat(outcome("same session isatty")).isEqualTo(SUCCESS);
        assertThat(outcome("own session isatty")).isEqualTo(SUCCESS);
    }

    @Test
    void a_program_that_inherits_a_stream_is_in_the_session_of_the_terminal_by_default() {
        assertThat(outcome("default newSession")).isEqualTo("false");
        assertThat(outcome("piped newSession")).isEqualTo("true");
    }

    @Test
    void a_plain_process_and_a_program_in_the_jvm_s_session_have_its_controlling_terminal() {
        assertThat(outcome("plain /dev/tty")).isEqualTo(SUCCESS);
        assertThat(outcome("same session /dev/tty")).isEqualTo(SUCCESS);
        assertThat(outcome("same session terminal by name")).isEqualTo(SUCCESS);
    }

    @Test
    void a_program_in_a_session_of_its_own_has_no_controlling_terminal() {
        assertThat(outcome("own session /dev/tty")).isEqualTo(ENXIO);
    }

    @Test
    void opening_the_jvm_s_terminal_by_name_does_not_make_it_the_program_s() {
        assertThat(outcome("own session terminal by name")).isEqualTo(ENXIO);
    }

    /** Which is no harm: whoever has it could do what it likes with that terminal anyway. */
    @Test
    void a_program_that_may_make_a_terminal_can_make_that_one_its_own() {
        assertThat(outcome("own session own terminal")).isEqualTo(SUCCESS);
    }

    @Test
    void a_program_whose_policy_allows_no_terminal_opens_none() {
        assertThat(outcome("denied /dev/tty")).isEqualTo(EACCES);
        assertThat(outcome("denied terminal by name")).isEqualTo(EACCES);
        assertThat(outcome("denied own terminal")).isEqualTo(EACCES);
    }

    @Test
    void the_enforcement_says_what_keeps_a_program_from_the_terminal() {
        assertThat(outcome("default enforced")).isEqualTo("terminal input;");
        assertThat(outcome("piped enforced")).isEqualTo("session;");
    }

    /** The setting came with Linux 6.2; before it, everybody may type. */
    private static boolean legacyTiocsti() throws IOException {
        Path setting = Path.of("/proc/sys/dev/tty/legacy_tiocsti");
        return !Files.exists(setting) || Files.readString(setting).strip().equals("1");
    }

    private static String outcome(String name) {
        return OUTCOMES.getProperty(name);
    }
}
