package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a directory are read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigDirectoryTest {

    private static final String NONE = "no configuration file found; the name of one ends with .toml or .json,"
            + " and does not begin with a dot";

    @TempDir
    private Path dir;

    private final List<ConfigProblem> problems = new ArrayList<>();

    @Test
    void files_of_both_formats_are_read_in_the_order_of_their_names() throws IOException {
        write("30.toml");
        write("10.json");
        write("20.toml");

        assertThat(read()).extracting(ConfigText::name)
                .containsExactly(name("10.json"), name("20.toml"), name("30.toml"));
        assertThat(problems).isEmpty();
    }

    @Test
    void dotfiles_other_names_and_what_is_no_file_are_passed_over() throws Exception {
        write("a.toml");
        write(".hidden.toml");
        write("README.md");
        write("a.toml~");
        Files.createDirectory(dir.resolve("sub.toml"));
        assertThat(new ProcessBuilder("mkfifo", name("fifo.toml")).start().waitFor()).isZero();

        assertThat(read()).extracting(ConfigText::name).containsExactly(name("a.toml"));
        assertThat(problems).isEmpty();
    }

    @Test
    void directories_within_are_not_entered() throws IOException {
        Files.writeString(Files.createDirectory(dir.resolve("sub")).resolve("a.toml"), "");

        assertThat(read()).isEmpty();
        assertThat(problems).containsExactly(ConfigProblem.of(dir.toString(), NONE));
    }

    @Test
    void a_directory_without_files_is_a_problem() {
        assertThat(read()).isEmpty();
        assertThat(problems).containsExactly(ConfigProblem.of(dir.toString(), NONE));
    }

    @Test
    void a_directory_of_what_is_passed_over_is_one_without_files() throws IOException {
        write(".hidden.toml");
        Files.createDirectory(dir.resolve("sub.toml"));

        assertThat(read()).isEmpty();
        assertThat(problems).containsExactly(ConfigProblem.of(dir.toString(), NONE));
    }

    @Test
    void broken_files_are_all_told_and_the_good_ones_read() throws IOException {
        write("10.toml");
        Files.write(dir.resolve("20.toml"), new byte[] {(byte) 0xff});
        Files.write(dir.resolve("30.json"), new byte[ConfigText.MAX_SIZE + 1]);
        write("40.json");

        assertThat(read()).extracting(ConfigText::name).containsExactly(name("10.toml"), name("40.json"));
        assertThat(problems).extracting(ConfigProblem::toString).containsExactly(
                name("20.toml") + ":1:1: expected UTF-8, found the byte 0xff at offset 0",
                name("30.json") + ": too large: 262145 bytes; a policy file has at most 262144");
    }

    @Test
    void symbolic_links_are_followed() throws IOException {
        write("..data");
        Files.createSymbolicLink(dir.resolve("a.toml"), Path.of("..data"));

        assertThat(read()).extracting(ConfigText::name).containsExactly(name("a.toml"));
        assertThat(problems).isEmpty();
    }

    @Test
    void a_link_that_leads_nowhere_is_told_rather_than_passed_over() throws IOException {
        write("a.toml");
        Files.createSymbolicLink(dir.resolve("b.toml"), Path.of("no"));
        Files.createSymbolicLink(dir.resolve("c.toml"), Path.of("c.toml"));

        assertThat(read()).hasSize(1);
        assertThat(problems).containsExactly(
                ConfigProblem.of(name("b.toml"), "cannot be read: the symbolic link leads to no file"),
                ConfigProblem.of(name("c.toml"), "cannot be read: Too many levels of symbolic links"
                        + " or unable to access attributes of symbolic link"));
    }

    @Test
    void a_directory_the_user_may_not_list_is_a_problem() throws IOException {
        Path closed = Files.createDirectory(dir.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        assumeThat(Files.isReadable(closed)).as("the superuser reads everything").isFalse();

        assertThat(ConfigFiles.read(new Path[] {closed}, problems)).isEmpty();
        assertThat(problems).containsExactly(ConfigProblem.of(closed.toString(),
                "cannot be read: permission denied (EACCES);"
                        + " the user of this JVM needs read access to it, and search access to its directories"));
    }

    private void write(String name) throws IOException {
        Files.writeString(dir.resolve(name), "");
    }

    private String name(String name) {
        return dir.resolve(name).toString();
    }

    private List<ConfigText> read() {
        return ConfigFiles.read(new Path[] {dir}, problems);
    }
}
