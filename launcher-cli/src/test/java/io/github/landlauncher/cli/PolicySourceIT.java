package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.cli.PackedCommand.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs are held to policies of files and of the environment. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicySourceIT {

    private static final String PROGRAMS = """
            [[path_beneath]]
            allowed_access = ["read_file", "read_dir", "execute"]
            parent = ["/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache"]
            """;

    @TempDir
    Path directory;

    private Path secret;

    @BeforeAll
    static void landlock() {
        PackedCommand.assumeLandlock();
    }

    @BeforeEach
    void write() throws Exception {
        secret = Files.writeString(directory.resolve("secret"), "secret\n");
    }

    @Test
    void a_program_is_held_to_a_file() throws Exception {
        Path policy = Files.writeString(directory.resolve("policy.toml"), PROGRAMS);

        Ended denied = PackedCommand.run("run", "--policy", policy.toString(), "--", "cat", secret.toString());
        Files.writeString(policy, PROGRAMS.replace("\"/bin\"", "\"/bin\", \"" + directory + "\""));
        Ended allowed = PackedCommand.run("run", "--policy", policy.toString(), "--", "cat", secret.toString());

        assertThat(denied.exitValue()).isEqualTo(1);
        assertThat(denied.error()).contains("Permission denied");
        assertThat(allowed.text()).isEqualTo("secret\n");
    }

    @Test
    void a_policy_on_standard_input_leaves_the_program_an_input_at_its_end() throws Exception {
        Ended ended = PackedCommand.run(
                PROGRAMS.getBytes(StandardCharsets.UTF_8),
                PackedCommand.with("run", "--policy", "-", "--", "sh", "-c", "cat; echo end; cat " + secret));

        assertThat(ended.text()).isEqualTo("end\n");
        assertThat(ended.error()).contains("Permission denied");
    }

    @Test
    void nothing_starts_with_a_file_that_is_wrong() throws Exception {
        Path policy = Files.writeString(directory.resolve("policy.toml"), PROGRAMS + "unknown = 1\n");

        Ended ended = PackedCommand.run("run", "--policy", policy.toString(), "--", "true");

        assertThat(ended.exitValue()).isEqualTo(125);
        assertThat(ended.error()).startsWith("landlauncher: " + policy + ":4:1: ").hasLineCount(1);
    }

    @Test
    void a_program_is_held_to_the_variables_of_the_sample_and_does_not_get_them() throws Exception {
        ProcessBuilder builder = PackedCommand.with(
                "run", "--from-env", "--", "sh", "-c", "env; cat " + secret);
        builder.environment().putAll(Map.of(
                "LL_FS_RO", "/usr:/lib:/lib64:/bin:/etc/ld.so.cache", "LL_FS_RW", "/dev/null", "LL_SCOPED", "s",
                "LLAMA", "1"));

        Ended ended = PackedCommand.run(new byte[0], builder);

        assertThat(ended.text().lines()).contains("LLAMA=1").noneMatch(line -> line.startsWith("LL_"));
        assertThat(ended.error()).contains("Permission denied");
    }

    @Test
    void variables_that_are_wrong_start_nothing() throws Exception {
        ProcessBuilder builder = PackedCommand.with("run", "--from-env", "--", "true");
        builder.environment().put("LL_FS_RO", "/usr");

        Ended ended = PackedCommand.run(new byte[0], builder);

        assertThat(ended.exitValue()).isEqualTo(2);
        assertThat(ended.error()).startsWith("landlauncher: LL_FS_RW is not set");
    }

    @Test
    void a_preset_is_enough_for_its_programs() throws Exception {
        Ended ended = PackedCommand.run(
                "run", "--preset", "java", "--env", "JAVA_TOOL_OPTIONS=-Duser.home=/ -Djava.io.tmpdir=/", "--",
                Path.of(System.getProperty("java.home")).toRealPath().resolve("bin/java").toString(), "-version");

        assertThat(ended.error()).contains(Runtime.version().toString().split("\\+")[0]);
        assertThat(ended.exitValue()).isZero();
    }

    /** Who has no files does not pay for parsers: a JVM that has just started has better to do. */
    @Test
    void no_parser_is_loaded_without_a_file() throws Exception {
        List<String> logging = List.of("-Xlog:class+load:stdout");

        String without = PackedCommand.run(
                new byte[0], PackedCommand.with(logging, "run", "--rx", "/usr/bin", "--", "true")).text();
        String shown = PackedCommand.run(new byte[0], PackedCommand.with(logging, "show")).text();
        String with = PackedCommand.run(new byte[0], PackedCommand.with(logging, "show", "--policy",
                Files.writeString(directory.resolve("policy.toml"), PROGRAMS).toString())).text();

        assertThat(with).contains("org.tomlj.");
        assertThat(without).contains("picocli.")
                .doesNotContain("org.tomlj.", "com.fasterxml.", "landlauncher.NamedPreset");
        assertThat(shown).doesNotContain("org.tomlj.", "com.fasterxml.");
    }
}
