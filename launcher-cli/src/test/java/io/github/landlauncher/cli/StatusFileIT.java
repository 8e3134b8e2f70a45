package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.cli.PackedCommand.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that exits as a failed start does is told from one. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StatusFileIT {

    @TempDir
    Path directory;

    @BeforeAll
    static void landlock() {
        PackedCommand.assumeLandlock();
    }

    @Test
    void a_program_that_exits_with_125_looks_like_a_failed_start_without_it() throws Exception {
        assertThat(PackedCommand.run("run", "--rx", "/usr/bin", "--", "sh", "-c", "exit 125").exitValue())
                .isEqualTo(PackedCommand.run("run", "--", "/no/such/program").exitValue());
    }

    @Test
    void the_end_of_a_program_is_told_with_its_status() throws Exception {
        assertThat(status("--rx", "/usr/bin", "--", "sh", "-c", "exit 125"))
                .isEqualTo("{\"outcome\":\"exited\",\"status\":125}\n");
        assertThat(status("--rx", "/usr/bin", "--", "sh", "-c", "kill -9 $$"))
                .isEqualTo("{\"outcome\":\"exited\",\"status\":137}\n");
    }

    @Test
    void a_time_out_is_told_from_a_program_that_exits_with_124() throws Exception {
        assertThat(status("--rx", "/usr/bin", "--timeout", "0.2", "--", "sleep", "1000"))
                .isEqualTo("{\"outcome\":\"timed_out\",\"status\":124}\n");
        assertThat(status("--rx", "/usr/bin", "--timeout", "1d", "--", "sh", "-c", "exit 124"))
                .isEqualTo("{\"outcome\":\"exited\",\"status\":124}\n");
    }

    @Test
    void a_failed_start_is_told_with_the_message() throws Exception {
        assertThat(status("--", "/no/such/program"))
                .startsWith("{\"outcome\":\"not_started\",\"status\":125,\"message\":\"Cannot run program"
                        + " \\\"/no/such/program\\\": error=2");
    }

    @Test
    void options_that_contradict_each_other_are_told_too() throws Exception {
        assertThat(status("--no-network", "--connect", "443", "--", "true"))
                .startsWith("{\"outcome\":\"not_started\",\"status\":2,\"message\":\"--no-network with");
    }

    @Test
    void what_an_earlier_run_wrote_is_gone_before_the_program_starts() throws Exception {
        Path file = Files.writeString(directory.resolve("status"), "an earlier one");

        Ended ended = PackedCommand.run("run", "--rx", "/usr/bin", "--ro", file.toString(),
                "--status-file", file.toString(), "--", "cat", file.toString());

        assertThat(ended.output()).isEmpty();
        assertThat(file).hasContent("{\"outcome\":\"exited\",\"status\":0}");
    }

    @Test
    void a_descriptor_of_the_caller_will_do_and_does_not_reach_the_program() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 3>&1 >/dev/null", "sh"));
        command.addAll(PackedCommand.with("run", "--rx", "/usr/bin", "--status-file", "/dev/fd/3",
                "--", "sh", "-c", "echo forged >&3").command());

        Ended ended = PackedCommand.run(new byte[0], new ProcessBuilder(command));

        assertThat(ended.text()).isEqualTo("{\"outcome\":\"exited\",\"status\":2}\n");
        assertThat(ended.error()).contains("3: Bad file descriptor");
    }

    @Test
    void nothing_starts_if_the_file_cannot_be_written() throws Exception {
        Path made = directory.resolve("made");

        Ended ended = PackedCommand.run("run", "--rx", "/usr/bin", "--rw", directory.toString(),
                "--status-file", "/no/such/file", "--", "touch", made.toString());

        assertThat(ended.exitValue()).isEqualTo(125);
        assertThat(ended.error())
                .startsWith("landlauncher: cannot write the status file /no/such/file (No such file");
        assertThat(made).doesNotExist();
    }

    private String status(String... arguments) throws IOException, InterruptedException {
        Path file = directory.resolve("status");
        List<String> command = new ArrayList<>(List.of("run", "--status-file", file.toString()));
        command.addAll(List.of(arguments));
        PackedCommand.run(command.toArray(String[]::new));
        return Files.readString(file);
    }
}
