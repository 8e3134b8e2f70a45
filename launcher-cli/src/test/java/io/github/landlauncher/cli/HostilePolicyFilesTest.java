package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy file of somebody else tells of itself only what it says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostilePolicyFilesTest {

    /** A path that would clear the screen and write a line of its own. */
    private static final String PATH = "/x\\u001b[2J\\n  net_port 22 [BIND_TCP]:";

    private static final String SHOWN = "/x\\u001b[2J\\u000a  net_port 22 [BIND_TCP]:";

    @TempDir
    Path directory;

    @Test
    void a_path_cannot_look_like_another_line_of_the_policy() throws IOException {
        Executed shown = Executed.of("show", "--policy", file(PATH), "--abi", "1");

        assertThat(shown.output().lines()).contains("  path_beneath " + SHOWN + " [EXECUTE] if it exists");
        assertThat(shown.output()).doesNotContain("\033");
    }

    @Test
    void a_path_is_shown_as_it_is_even_if_it_looks_like_a_method() throws IOException {
        Executed shown = Executed.of("show", "--policy", file("/x/.allowRead(/usr)/denyNetwork()"), "--abi", "1");

        assertThat(shown.output()).contains("  path_beneath /x/.allowRead(/usr)/denyNetwork() [EXECUTE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"setpriv", "sandboxer", "landlauncher"})
    void what_cannot_be_converted_is_told_in_lines_of_ours_alone(String dialect) throws IOException {
        Executed converted = Executed.of("convert", "--from", "toml", "--to", dialect, file(PATH));

        assertThat(converted.error().lines()).isNotEmpty().allMatch(line -> line.startsWith("landlauncher: "));
        assertThat(converted.error()).doesNotContain("\033");
    }

    @Test
    void the_name_of_a_file_that_loses_something_is_escaped() throws IOException {
        Path policies = Files.createDirectory(directory.resolve("policies"));
        Files.writeString(policies.resolve("\033[2J\nlandlauncher: x.toml"), "[[ruleset]]\nhandled_access_fs ="
                + " [\"execute\", \"refer\"]\n");
        Files.writeString(policies.resolve("y.toml"), "[[ruleset]]\nhandled_access_fs = [\"execute\"]\n");

        Executed shown = Executed.of("show", "--policy", policies.toString(), "--abi", "1");

        assertThat(shown.error().lines()).singleElement().asString()
                .startsWith("landlauncher: not denied, since another policy file does not handle it: ")
                .endsWith("/\\u001b[2J\\u000alandlauncher: x.toml handles refer");
    }

    @Test
    void standard_input_that_never_ends_is_too_large() {
        InputStream endless = new InputStream() {
            private int read;

            @Override
            public int read() {
                if (++read > 1 << 22) {
                    throw new AssertionError("read on, although it was far too large");
                }
                return ' ';
            }
        };

        assertThatThrownBy(() -> PolicyFiles.policy(List.of(Path.of("-")), false, endless, new ArrayList<>()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("standard input: too large: ");
    }

    private String file(String path) throws IOException {
        return Files.writeString(directory.resolve("policy.toml"),
                "[[path_beneath]]\nallowed_access = [\"execute\"]\nparent = [\"" + path + "\"]\n").toString();
    }
}
