package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.cli.PackedCommand.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --explain}: what is said, and that nothing else changes. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplainRunIT {

    @TempDir
    private Path temporary;

    private Path directory;
    private Path file;

    @BeforeAll
    static void landlock() {
        PackedCommand.assumeLandlock();
    }

    @BeforeEach
    void makeFile() throws IOException {
        directory = temporary.toRealPath();
        file = Files.writeString(directory.resolve("file"), "content\n");
    }

    @Test
    void what_was_denied_is_said_with_the_option_that_allows_it() throws Exception {
        Ended denied = run(List.of("--explain"), "cat " + file + " " + file);

        assertThat(denied.exitValue()).isEqualTo(1);
        assertThat(denied.output()).isEmpty();
        assertThat(denied.error()).endsWith("landlauncher: the sandbox denied:\n"
                + "  READ_FILE on " + file + ": openat by " + program("cat") + ", 2 times\n"
                + "landlauncher: what it would have tried next is not known; of a program that you trust,"
                + " 'landlauncher learn' finds it out\n"
                + "landlauncher: to allow it, add:\n"
                + "  --ro " + file + "\n");

        Ended allowed = run(List.of("--explain", "--ro", file.toString()), "cat " + file);

        assertThat(allowed.exitValue()).isZero();
        assertThat(allowed.text()).isEqualTo("content\n");
        assertThat(allowed.error()).isEqualTo("landlauncher: nothing was seen to be denied\n");
    }

    @Test
    void a_program_that_fails_at_the_first_of_its_files_works_after_one_edit() throws Exception {
        Files.writeString(directory.resolve("next"), "more\n");
        String script = "cat file && cat next";

        Ended denied = run(List.of("--explain", "--cwd", directory.toString()), script);

        assertThat(denied.error()).endsWith("  --ro " + file + "\n"
                + "landlauncher: or, if it may have all of the directory that it was started in, instead of what is"
                + " above about that:\n"
                + "  --ro " + directory + "\n");

        Ended allowed = run(
                List.of("--explain", "--cwd", directory.toString(), "--ro", directory.toString()), script);

        assertThat(allowed.text()).isEqualTo("content\nmore\n");
        assertThat(allowed.error()).isEqualTo("landlauncher: nothing was seen to be denied\n");
    }

    @Test
    void a_failure_that_is_not_the_sandboxs_is_not_explained_by_it() throws Exception {
        Ended ended = run(List.of("--explain"), "cat " + directory.resolve("missing") + "; exit 3");

        assertThat(ended.exitValue()).isEqualTo(3);
        assertThat(ended.error()).contains("No such file or directory\n"
                + "landlauncher: nothing was seen to be denied; ");
    }

    @Test
    void streams_and_exit_status_are_the_programs() throws Exception {
        Ended ended = run("input".getBytes(), PackedCommand.with(
                "run", "--explain", "--rx", "/usr/bin", "--", "sh", "-c", "cat; echo error >&2; exit 42"));

        assertThat(ended.exitValue()).isEqualTo(42);
        assertThat(ended.text()).isEqualTo("input");
        assertThat(ended.error()).startsWith("error\nlandlauncher: nothing was seen to be denied");
    }

    @Test
    void with_a_policy_in_a_file_the_lines_are_for_that_file() throws Exception {
        Path policy = Files.writeString(directory.resolve("policy.toml"), """
                abi = 6
                [[ruleset]]
                handled_access_fs = ["abi.all"]
                [[path_beneath]]
                allowed_access = ["abi.read_execute"]
                parent = ["/usr", "/lib", "/bin"]
                """);
        String[] command = {"run", "--explain", "--policy", policy.toString(), "--preset", "base-system", "--",
            "cat", file.toString()};

        String error = run(command).error();

        String toAdd = "landlauncher: to allow it, add to the policy file:\n";
        assertThat(error).contains(toAdd);
        String lines = error.substring(error.indexOf(toAdd) + toAdd.length());
        assertThat(lines).startsWith("  [[path_beneath]]\n");
        Files.writeString(policy, Files.readString(policy) + lines);
        assertThat(run(command).text()).isEqualTo("content\n");
    }

    @Test
    void with_variables_the_values_are_for_them() throws Exception {
        ProcessBuilder builder = PackedCommand.with("run", "--explain", "--from-env", "--", "cat", file.toString());
        builder.environment().putAll(Map.of("LL_FS_RO", "/usr:/lib:/bin:/etc/ld.so.cache", "LL_FS_RW", "/dev/null"));

        Ended ended = run(new byte[0], builder);

        assertThat(ended.error()).endsWith(
                "landlauncher: to allow it, add to the variables:\n  LL_FS_RO: " + file + "\n");
    }

    @Test
    void another_form_can_be_asked_for() throws Exception {
        assertThat(run(List.of("--explain-as", "java"), "cat " + file).error())
                .endsWith("landlauncher: add to the policy:\n  .allowRead(\"" + file + "\")\n");
        assertThat(run(List.of("--explain-as", "toml"), "cat " + file).error())
                .endsWith("  [[path_beneath]]\n  allowed_access = [\"read_file\"]\n  parent = [\"" + file + "\"]\n");
    }

    @Test
    void a_start_that_was_denied_is_explained() throws Exception {
        Ended ended = run("run", "--explain", "--", "/usr/bin/env");

        assertThat(ended.exitValue()).isEqualTo(125);
        assertThat(ended.error())
                .contains("landlauncher: Cannot run program \"/usr/bin/env\": error=13")
                .contains("EXECUTE, READ_FILE on /usr/bin/env: execve by ", "  --rx /usr/bin/env\n");
    }

    @Test
    void a_port_is_explained() throws Exception {
        ProcessBuilder builder = PackedCommand.with("run", "--explain", "--rx", "/usr/bin", "--", "bash", "-c",
                "exec 3<>/dev/tcp/127.0.0.1/9");
        // Without it bash looks for the user's shell in /etc/passwd, which would be denied too.
        builder.environment().put("SHELL", "/bin/bash");

        Ended ended = run(new byte[0], builder);

        assertThat(ended.error()).contains("CONNECT_TCP on port 9: connect by ", "\n  --connect 9\n");
    }

    @Test
    void the_status_file_says_what_it_says_without_explaining() throws Exception {
        Path status = directory.resolve("status");

        run(List.of("--explain", "--status-file", status.toString()), "cat " + file + "; exit 3");

        assertThat(status).hasContent("{\"outcome\":\"exited\",\"status\":3}");
    }

    @Test
    void a_program_whose_time_is_over_is_explained_too() throws Exception {
        Ended ended = run(List.of("--explain", "--timeout", "0.5"), "cat " + file + "; exec sleep 1000");

        assertThat(ended.exitValue()).isEqualTo(124);
        assertThat(ended.error()).contains("READ_FILE on " + file + ": openat by ");
    }

    @Test
    void where_nothing_can_be_watched_nothing_is_started() throws Exception {
        // The kernel has one listener only for a process and all that it starts.
        List<String> inner = PackedCommand.with("run", "--explain", "--rx", "/usr/bin", "--", "touch", "made").command();
        List<String> outer = new ArrayList<>(List.of("run", "--explain", "--rwx", "/", "--"));
        outer.addAll(inner);

        Ended ended = run(outer.toArray(String[]::new));

        assertThat(ended.exitValue()).isEqualTo(125);
        assertThat(ended.error())
                .contains("landlauncher: Cannot run program \"touch\"", "  Cannot watch here because ");
        assertThat(Path.of("made")).doesNotExist();
    }

    private static String program(String name) throws IOException {
        return Path.of("/usr/bin", name).toRealPath().toString();
    }

    private static Ended run(List<String> options, String script) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run", "--rx", "/usr/bin"));
        arguments.addAll(options);
        arguments.addAll(List.of("--", "sh", "-c", script));
        return run(arguments.toArray(String[]::new));
    }

    /** Without a locale to look up, which is denied as well. */
    private static Ended run(String... arguments) throws IOException, InterruptedException {
        return run(new byte[0], PackedCommand.with(arguments));
    }

    private static Ended run(byte[] input, ProcessBuilder builder) throws IOException, InterruptedException {
        builder.environment().put("LC_ALL", "C");
        return PackedCommand.run(input, builder);
    }
}
