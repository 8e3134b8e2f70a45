package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.cli.PackedCommand.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunIT {

    @TempDir
    Path directory;

    @BeforeAll
    static void landlock() {
        PackedCommand.assumeLandlock();
    }

    @Test
    void the_exit_status_is_the_programs() throws Exception {
        assertThat(sh("exit 0").exitValue()).isZero();
        assertThat(sh("exit 7").exitValue()).isEqualTo(7);
        assertThat(sh("exit 255").exitValue()).isEqualTo(255);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "KILL, 137", "INT, 130"})
    void a_program_ended_by_a_signal_gives_128_and_its_number(String signal, int exitValue)
            throws Exception {
        assertThat(sh("trap - INT; kill -s " + signal + " $$").exitValue()).isEqualTo(exitValue);
    }

    @Test
    void input_output_and_error_are_the_programs_and_nothing_else() throws Exception {
        byte[] input = new byte[1 << 20];
        new Random(1).nextBytes(input);

        ProcessBuilder builder = PackedCommand.with(
                "run", "--rx", "/usr/bin", "--", "sh", "-c", "cat; echo done >&2");
        Ended ended = PackedCommand.run(input, builder);

        assertThat(ended.output()).isEqualTo(input);
        assertThat(ended.error()).isEqualTo("done\n");
        assertThat(ended.exitValue()).isZero();
    }

    @Test
    void the_programs_arguments_arrive_as_they_are() throws Exception {
        Ended ended = PackedCommand.run(
                "run", "--rx", "/usr/bin", "--", "printf", "<%s>", "--ro", "", "@x", "a b", "--");

        assertThat(ended.text()).isEqualTo("<--ro><><@x><a b><-->");
    }

    @Test
    void a_file_can_be_read_if_it_is_allowed_and_not_otherwise() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "content\n");

        Ended allowed = sh("cat " + file, "--ro", directory.toString());
        Ended denied = sh("cat " + file);

        assertThat(allowed.text()).isEqualTo("content\n");
        assertThat(denied.exitValue()).isEqualTo(1);
        assertThat(denied.error()).contains("Permission denied");
    }

    @Test
    void a_file_can_be_written_and_executed_if_that_is_allowed_and_not_otherwise()
            throws Exception {
        String work = directory.toString();
        String script = "cd " + work + " && cp /usr/bin/true copy && ./copy";

        assertThat(sh(script, "--rwx", work).exitValue()).isZero();
        assertThat(sh("rm " + work + "/copy; " + script, "--rw", work).exitValue()).isEqualTo(126);
        assertThat(sh(script, "--ro", work).exitValue()).isEqualTo(1);
    }

    @Test
    void the_program_runs_in_the_directory_that_is_asked_for() throws Exception {
        Path real = directory.toRealPath();

        assertThat(sh("pwd -P", "--cwd", real.toString(), "--ro", real.toString()).text())
                .isEqualTo(real + "\n");
    }

    @Test
    void a_program_that_is_missing_gives_125_and_a_message() throws Exception {
        failsWith125(
                PackedCommand.run("run", "--rx", "/usr/bin", "--", "/no/such/program"),
                "landlauncher: Cannot run program \"/no/such/program\": error=2,"
                        + " No such file or directory");
    }

    @Test
    void a_program_that_is_not_allowed_gives_125_and_the_option_that_allows_it() throws Exception {
        failsWith125(
                PackedCommand.run("run", "--", "/usr/bin/true"),
                "landlauncher: Cannot run program \"/usr/bin/true\": error=13, Permission denied",
                "--rx /usr/bin");
    }

    @Test
    void a_path_that_is_missing_gives_125_and_names_it() throws Exception {
        failsWith125(sh("exit 0", "--ro", "/no/such/path"), "/no/such/path");
    }

    @Test
    void a_directory_that_is_missing_gives_125_and_names_it() throws Exception {
        failsWith125(sh("exit 0", "--cwd", "/no/such/directory"), "/no/such/directory");
    }

    @Test
    void a_wrong_option_gives_2_and_says_where_help_is() throws Exception {
        Ended ended = PackedCommand.run("run", "--connect", "65536", "--", "true");

        assertThat(ended.exitValue()).isEqualTo(2);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.error()).contains("65536", "landlauncher run --help");
    }

    @Test
    void help_is_no_error() throws Exception {
        for (String command : List.of("run", "check", "demo")) {
            Ended ended = PackedCommand.run(command, "--help");

            assertThat(ended.exitValue()).isZero();
            assertThat(ended.text()).contains("Usage: landlauncher " + command, "Exit status:");
            assertThat(ended.error()).isEmpty();
        }
    }

    @Test
    void a_contained_program_has_no_network_no_core_dumps_and_still_its_input() throws Exception {
        String script = "ulimit -c; exec 3<>/dev/tcp/127.0.0.1/1 || cat";
        String[] contained = {"run", "--rx", "/usr/bin", "--containment", "--", "bash", "-c", script};

        Ended ended = PackedCommand.run("input".getBytes(), PackedCommand.with(contained));

        assertThat(ended.text()).isEqualTo("0\ninput");
        assertThat(ended.error()).contains("Address family not supported by protocol");
        assertThat(ended.exitValue()).isZero();
    }

    @Test
    void without_containment_the_same_program_reaches_the_network() throws Exception {
        Ended ended = PackedCommand.run(
                "run", "--rx", "/usr/bin", "--connect", "1", "--", "bash", "-c", ">/dev/tcp/127.0.0.1/1");

        assertThat(ended.error()).contains("Connection refused");
    }

    @Test
    void every_network_can_be_denied_without_a_containment() throws Exception {
        Ended ended = PackedCommand.run(
                "run", "--rx", "/usr/bin", "--no-network", "--", "bash", "-c", ">/dev/tcp/127.0.0.1/1");

        assertThat(ended.error()).contains("Address family not supported by protocol");
    }

    @Test
    void a_limit_is_that_of_the_program() throws Exception {
        assertThat(sh("ulimit -Sn; ulimit -Hn", "--limit", "NOFILE=32:64").text()).isEqualTo("32\n64\n");
    }

    @Test
    void a_limit_that_nobody_enforces_is_said_or_refused() throws Exception {
        // More than there can be: either there is a control group to write it to, or a line about that.
        Ended bestEffort = sh("exit 0", "--pids-max", "4194304");
        Ended strict = sh("exit 0", "--handling", "1", "--strict", "--pids-max", "4194304");

        assertThat(bestEffort.exitValue()).isZero();
        if (strict.exitValue() == 0) {
            assertThat(bestEffort.error()).isEmpty();
        } else {
            assertThat(bestEffort.error()).startsWith("landlauncher: not enforced: pids.max: ");
            failsWith125(strict, "Cannot enforce the policy: pids.max");
        }
    }

    @Test
    void a_clean_environment_has_what_is_harmless_named_or_set_and_nothing_else() throws Exception {
        ProcessBuilder builder = PackedCommand.with(
                "run", "--rx", "/usr/bin", "--clean-env", "--env", "NAMED", "--env", "SET=s", "--", "env");
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(Map.of("PATH", "/usr/bin", "NAMED", "n", "SET", "s", "MY_TOKEN", "t"));

        Ended ended = PackedCommand.run(new byte[0], builder);

        assertThat(ended.text().lines()).containsExactlyInAnyOrder("PATH=/usr/bin", "NAMED=n", "SET=s");
    }

    @Test
    void a_variable_is_set_without_a_clean_environment_too() throws Exception {
        assertThat(sh("echo $SET; test -n \"$PATH\"", "--env", "SET=s").text()).isEqualTo("s\n");
    }

    @Test
    void a_private_home_can_be_written_and_is_gone_afterwards() throws Exception {
        Ended ended = sh("touch \"$HOME/file\" && echo \"$HOME\"", "--private-home");

        assertThat(ended.exitValue()).as(ended.error()).isZero();
        assertThat(Path.of(ended.text().strip())).isAbsolute().doesNotExist();
    }

    @Test
    void a_program_whose_time_is_over_is_ended_and_that_gives_124() throws Exception {
        // It ends itself at TERM with another status.
        Ended ended = sh("trap 'kill $!; exit 3' TERM; sleep 1000 & wait", "--timeout", "0.2");

        assertThat(ended.exitValue()).isEqualTo(124);
    }

    @Test
    void a_program_that_ends_in_time_gives_its_own_status() throws Exception {
        assertThat(sh("exit 3", "--timeout", "1d").exitValue()).isEqualTo(3);
    }

    @Test
    void survivors_live_on_unless_they_are_to_be_killed() throws Exception {
        String script = "setsid sleep 1000 >/dev/null 2>&1 & echo $!";
        long left = Long.parseLong(sh(script).text().strip());
        long killed = Long.parseLong(sh(script, "--kill-survivors").text().strip());

        Optional<ProcessHandle> survivor = ProcessHandle.of(left);
        assertThat(survivor).isPresent();
        survivor.get().destroyForcibly();
        assertThat(ProcessHandle.of(killed)).isEmpty();
    }

    @Test
    void options_that_contradict_each_other_give_2() throws Exception {
        Ended ended = sh("exit 0", "--no-network", "--connect", "443");

        assertThat(ended.exitValue()).isEqualTo(2);
        assertThat(ended.error()).contains("--no-network with [net_port 443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "TERM"})
    void a_signal_to_the_launcher_reaches_the_program(String signal) throws Exception {
        // Without a terminal, and with signals as a login shell has them, whatever the build has.
        List<String> command =
                new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM", "setsid"));
        String script = "trap 'kill $!; echo got " + signal + "; exit 3' " + signal
                + "; sleep 1000 & echo ready; wait $!";
        command.addAll(
                PackedCommand.with("run", "--rx", "/usr/bin", "--", "sh", "-c", script).command());
        Process launcher = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = launcher.inputReader();
        assertThat(output.readLine()).isEqualTo("ready");

        int killed = new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + launcher.pid())
                .start()
                .waitFor();

        assertThat(killed).isZero();
        assertThat(output.readLine()).isEqualTo("got " + signal);
        assertThat(launcher.waitFor()).isEqualTo(3);
    }

    private static Ended sh(String script, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run", "--rx", "/usr/bin"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--", "sh", "-c", script));
        return PackedCommand.run(arguments.toArray(String[]::new));
    }

    private static void failsWith125(Ended ended, String... texts) {
        assertThat(ended.exitValue()).isEqualTo(125);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.error())
                .startsWith("landlauncher: ")
                .contains(texts)
                .doesNotContain("\tat ");
    }
}
