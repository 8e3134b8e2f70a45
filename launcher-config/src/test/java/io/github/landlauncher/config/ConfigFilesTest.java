package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigFilesTest {

    @TempDir
    private Path dir;

    private final List<ConfigProblem> problems = new ArrayList<>();

    @Test
    void the_end_of_the_name_tells_the_format() throws IOException {
        Path toml = write("a.toml", "abi = 6\n");
        Path json = write("a.json", "{}");

        assertThat(read(json, toml)).containsExactly(
                new ConfigText(json.toString(), ConfigFormat.JSON, "{}"),
                new ConfigText(toml.toString(), ConfigFormat.TOML, "abi = 6\n"));
        assertThat(problems).isEmpty();
    }

    @Test
    void a_name_that_ends_otherwise_is_a_problem() throws IOException {
        assertOnlyProblem(write("policy.yaml", ""),
                "unknown format; the name of a policy file ends with .toml or .json");
        assertOnlyProblem(write("policy.TOML", ""),
                "unknown format; the name of a policy file ends with .toml or .json");
    }

    @Test
    void a_missing_file_is_a_problem() {
        assertOnlyProblem(dir.resolve("no.toml"), "cannot be read: no such file or directory");
        assertOnlyProblem(dir.resolve("no"), "cannot be read: no such file or directory");
    }

    @Test
    void a_file_behind_a_file_is_a_problem() throws IOException {
        assertThat(read(write("a.toml", "").resolve("b.toml"))).isEmpty();
        // The JDK tells ENOTDIR from ENOENT up to some release between 17 and 25.
        assertThat(problems).singleElement().extracting(ConfigProblem::message)
                .isIn("cannot be read: Not a directory", "cannot be read: no such file or directory");
    }

    @Test
    void a_file_the_user_may_not_read_is_a_problem() throws IOException {
        Path file = write("a.toml", "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file)).as("the superuser reads everything").isFalse();

        assertOnlyProblem(file, "cannot be read: permission denied (EACCES);"
                + " the user of this JVM needs read access to it, and search access to its directories");
    }

    @Test
    void a_named_pipe_is_a_problem_and_is_not_opened() throws Exception {
        Path fifo = fifo("a.toml");

        assertOnlyProblem(fifo,
                "not a regular file; give a file, a directory, or the text on standard input");
    }

    @Test
    void a_device_is_a_problem() throws IOException {
        assertOnlyProblem(Files.createSymbolicLink(dir.resolve("zero.toml"), Path.of("/dev/zero")),
                "not a regular file; give a file, a directory, or the text on standard input");
    }

    @Test
    void a_file_of_ten_megabytes_is_not_read() throws IOException {
        Path file = dir.resolve("a.json");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(10_000_000);
        }

        assertOnlyProblem(file, "too large: 10000000 bytes; a policy file has at most 262144");
    }

    @Test
    void a_file_as_large_as_it_may_be_is_read() throws IOException {
        assertThat(read(write("a.toml", "#".repeat(ConfigText.MAX_SIZE)))).hasSize(1);
        assertThat(problems).isEmpty();
    }

    @Test
    void a_symbolic_link_is_followed_and_keeps_its_name() throws IOException {
        write("real", "abi = 6\n");
        Path link = Files.createSymbolicLink(dir.resolve("a.toml"), Path.of("real"));

        assertThat(read(link)).containsExactly(
                new ConfigText(link.toString(), ConfigFormat.TOML, "abi = 6\n"));
    }

    @Test
    void a_loop_of_symbolic_links_is_a_problem() throws IOException {
        Path loop = Files.createSymbolicLink(dir.resolve("a.toml"), Path.of("a.toml"));

        assertOnlyProblem(loop, "cannot be read: Too many levels of symbolic links"
                + " or unable to access attributes of symbolic link");
    }

    @Test
    void a_link_that_leads_nowhere_is_a_problem() throws IOException {
        assertOnlyProblem(Files.createSymbolicLink(dir.resolve("a.toml"), Path.of("no")),
                "cannot be read: no such file or directory");
    }

    @Test
    void bytes_that_are_no_text_are_a_problem_with_a_place() throws IOException {
        Path file = Files.write(dir.resolve("a.toml"), new byte[] {'a', '\n', (byte) 0xff});

        assertThat(read(file)).isEmpty();
        assertThat(problems).extracting(ConfigProblem::toString)
                .containsExactly(file + ":2:1: expected UTF-8, found the byte 0xff at offset 2");
    }

    @Test
    void all_that_can_be_read_is_read_and_all_problems_are_collected() throws IOException {
        Path good = write("good.toml", "");
        Path other = write("other.json", "{}");

        assertThat(read(dir.resolve("1.toml"), good, dir.resolve("2.toml"), other))
                .extracting(ConfigText::name).containsExactly(good.toString(), other.toString());
        assertThat(problems).extracting(ConfigProblem::source)
                .containsExactly(dir.resolve("1.toml").toString(), dir.resolve("2.toml").toString());
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content);
    }

    private Path fifo(String name) throws IOException, InterruptedException {
        Path fifo = dir.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        return fifo;
    }

    private List<ConfigText> read(Path... paths) {
        return ConfigFiles.read(paths, problems);
    }

    private void assertOnlyProblem(Path path, String message) {
        problems.clear();
        assertThat(read(path)).isEmpty();
        assertThat(problems).containsExactly(ConfigProblem.of(path.toString(), message));
    }
}
