package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DiffCommandTest {

    private static final String READ = """
            [[path_beneath]]
            allowed_access = ["read_file", "read_dir"]
            parent = ["/srv", "/usr"]
            """;

    private static final String READ_AND_EXECUTE = """
            {"pathBeneath": [
              {"allowedAccess": ["read_file", "read_dir"], "parent": ["/usr"]},
              {"allowedAccess": ["execute"], "parent": ["/usr"]}
            ], "ruleset": [{"handledAccessFs": ["execute"]}]}
            """;

    @TempDir
    Path directory;

    @Test
    void what_the_second_allows_more_and_less_is_shown_and_gives_1() throws IOException {
        Executed compared = Executed.of("diff", file("a.toml", READ), file("b.json", READ_AND_EXECUTE));

        assertThat(compared.output()).isEqualTo("""
                - EXECUTE is handled: denied but on /usr
                - /srv: READ_FILE, READ_DIR
                """);
        assertThat(compared.error()).isEmpty();
        assertThat(compared.exitValue()).isEqualTo(1);
    }

    @Test
    void the_other_way_round_it_is_more() throws IOException {
        Executed compared = Executed.of("diff", file("b.json", READ_AND_EXECUTE), file("a.toml", READ));

        assertThat(compared.output()).isEqualTo("""
                + EXECUTE is not handled: any file can be executed
                + /srv: READ_FILE, READ_DIR
                """);
        assertThat(compared.exitValue()).isEqualTo(1);
    }

    @Test
    void policies_that_allow_the_same_give_0_and_no_output() throws IOException {
        String same = READ + """

                [[path_beneath]]
                allowed_access = ["read_file"]
                parent = ["/usr/share"]
                """;

        assertThat(Executed.of("diff", file("a.toml", READ), file("b.toml", same)))
                .isEqualTo(new Executed(0, "", ""));
    }

    @Test
    void one_of_them_may_be_standard_input() throws IOException {
        String file = file("a.toml", READ);
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(READ_AND_EXECUTE.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(Executed.of("diff", file, "-").output()).startsWith("- EXECUTE is handled");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void both_cannot_be_standard_input() {
        Executed compared = Executed.of("diff", "-", "-");

        assertThat(compared.error()).isEqualTo("landlauncher: - twice: standard input can be read once\n");
        assertThat(compared.exitValue()).isEqualTo(125);
    }

    @Test
    void the_extension_is_read_only_if_that_is_said() throws IOException {
        String plain = file("a.toml", READ);
        String contained = file("b.toml", Executed.of("show", "--policy", plain, "--containment", "--toml").output());

        assertThat(Executed.of("diff", plain, contained).exitValue()).isEqualTo(125);
        assertThat(Executed.of("diff", "--allow-extension", plain, contained).output())
                .contains("- containment\n")
                .doesNotContain("/usr");
    }

    @Test
    void a_file_that_is_missing_is_a_failure_and_one_policy_is_not_enough() throws IOException {
        String file = file("a.toml", READ);

        assertThat(Executed.of("diff", file, directory + "/none.toml").exitValue()).isEqualTo(125);
        assertThat(Executed.of("diff", file).exitValue()).isEqualTo(2);
        assertThat(Executed.of("diff", file, file, file).exitValue()).isEqualTo(2);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
