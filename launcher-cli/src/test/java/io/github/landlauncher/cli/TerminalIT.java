package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.cli.PackedCommand.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At a real terminal a program is what it would be without landlauncher. */
@Timeout(120)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TerminalIT {

    @TempDir
    static Path directory;

    /** A shell script that runs landlauncher with its arguments. */
    private static Path launcher;

    private static Path dialog;

    @BeforeAll
    static void prepare() throws Exception {
        PackedCommand.assumeLandlock();
        Assumptions.assumeTrue(isThere("python3"), "there is no python3 to make a terminal");
        launcher = Files.writeString(directory.resolve("landlauncher"), "exec "
                + PackedCommand.with().command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "))
                + " \"$@\"\n");
        dialog = directory.resolve("dialog.py");
        try (InputStream script = TerminalIT.class.getResourceAsStream("dialog.py")) {
            Files.copy(script, dialog);
        }
    }

    @Test
    void the_program_has_the_terminal_and_hears_of_its_new_size() throws Exception {
        Ended ended = dialog(
                List.of("expect=ready", "size=40x100", "expect=40 100"),
                run("sh", "-c", "trap 'stty size; exit 5' WINCH; echo ready; while :; do sleep 0.1; done"));

        assertThat(ended.exitValue()).as(ended.text()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"INT, \\x03", "QUIT, \\x1c"})
    void a_key_for_a_signal_reaches_the_program_once(String signal, String key) throws Exception {
        Ended ended = dialog(
                List.of("expect=ready", "send=" + key, "expect=got " + signal, "send=\\n"),
                run("sh", "-c", "trap 'echo got " + signal + "' " + signal + "; echo ready;"
                        + " until read x; do :; done; exit 3"));

        assertThat(ended.exitValue()).as(ended.text()).isEqualTo(3);
        assertThat(ended.text()).containsOnlyOnce("got " + signal);
    }

    /**
     * Has the shell look, before each prompt, that all of a stopped job has stopped. The shell itself waits
     * for its child only, and what is typed then would be read by whichever process reads first.
     */
    private static final String WAIT_FOR_JOBS = """
            PS1='next> '
            running() { # whether a process of this group is neither stopped nor dead
                cat /proc/[0-9]*/stat 2>/dev/null | sed 's/.*) //' |
                    awk -v group="$1" '$3 == group && $1 !~ /[TZX]/ { found = 1 } END { exit !found }'
            }
            wait_for_jobs() {
                for job in $(jobs -p); do while running "$job"; do :; done; done
            }
            PROMPT_COMMAND=wait_for_jobs
            """;

    @Test
    void a_job_is_stopped_by_a_key_and_continued_by_the_shell() throws Exception {
        Path settings = Files.writeString(directory.resolve("settings"), WAIT_FOR_JOBS);
        String command = String.join(" ", quoted(run("sh", "-c", "echo re''ady; read x; echo \"<$x>\"")));

        // What is typed before the prompt may be lost, as the shell changes the terminal's modes for it.
        Ended ended = dialog(
                List.of("expect=next> ", "send=" + command + "\\n", "expect=ready", "send=\\x1a",
                        "expect=Stopped", "expect=next> ", "send=jobs\\n", "expect=Stopped",
                        "expect=next> ", "send=fg\\n", "expect=landlauncher", "send=word\\n", "expect=<word>",
                        "expect=next> ", "send=exit 7\\n"),
                List.of("bash", "--rcfile", settings.toString(), "--noprofile", "-i"));

        assertThat(ended.exitValue()).as(ended.text()).isEqualTo(7);
    }

    @Test
    void a_plain_program_that_is_killed_leaves_its_modes() throws Exception {
        assertThat(modesAround(List.of("sh", "-c", "stty raw -echo; kill -9 $$"))).doesNotHaveDuplicates();
    }

    @Test
    void after_a_program_that_was_killed_the_terminal_has_its_modes_again() throws Exception {
        List<String> modes = modesAround(run("sh", "-c", "stty raw -echo; kill -9 $$"));

        assertThat(modes.get(1)).isEqualTo(modes.get(0));
    }

    @Test
    void after_a_time_out_the_terminal_has_its_modes_again() throws Exception {
        List<String> options = List.of("sh", launcher.toString(), "run", "--rx", "/usr/bin", "--timeout", "1", "--",
                "sh", "-c", "stty raw -echo; sleep 1000");

        List<String> modes = modesAround(options);

        assertThat(modes.get(1)).isEqualTo(modes.get(0));
    }

    @ParameterizedTest
    @CsvSource({"less, a line of the file, q", "vim -n -u NONE, a line of the file, :q!\\r"})
    void programs_that_draw_on_the_terminal_work_and_leave_it_as_it_was(
            String program, String shown, String quit) throws Exception {
        Assumptions.assumeTrue(isThere(program.split(" ")[0]), "there is no " + program);
        Path file = Files.writeString(directory.resolve("text"), "a line of the file\n".repeat(3));
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString(), "run", "--rx", "/usr/bin", "--preset",
                "terminal", "--ro", directory.toString(), "--env", "TERM=xterm", "--env", "HOME=/"));
        command.add("--");
        command.addAll(List.of(program.split(" ")));
        command.add(file.toString());
        String script = "stty -g; " + String.join(" ", quoted(command)) + "; echo status $?; stty -g";

        Ended ended = dialog(
                List.of("size=24x80", "expect=" + shown, "send=" + quit, "expect=status 0"),
                List.of("sh", "-c", script));

        List<String> modes = modes(ended);
        assertThat(modes).as(ended.text()).hasSize(2);
        assertThat(modes.get(1)).isEqualTo(modes.get(0));
    }

    /** The modes before and after a command. */
    private static List<String> modesAround(List<String> command) throws Exception {
        Ended ended = dialog(List.of(),
                List.of("sh", "-c", "stty -g; " + String.join(" ", quoted(command)) + "; stty -g"));
        List<String> modes = modes(ended);
        assertThat(modes).as(ended.text()).hasSize(2);
        return modes;
    }

    private static List<String> modes(Ended ended) {
        return ended.text().lines().map(String::strip).filter(line -> line.matches("[0-9a-f:]{40,}")).toList();
    }

    private static List<String> run(String... program) {
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString(), "run", "--rx", "/usr/bin", "--"));
        command.addAll(List.of(program));
        return command;
    }

    private static List<String> quoted(List<String> words) {
        return words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList();
    }

    private static Ended dialog(List<String> steps, List<String> command) throws Exception {
        List<String> words = new ArrayList<>(List.of("python3", dialog.toString()));
        words.addAll(steps);
        words.add("--");
        words.addAll(command);
        return PackedCommand.run(new byte[0], new ProcessBuilder(words));
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
