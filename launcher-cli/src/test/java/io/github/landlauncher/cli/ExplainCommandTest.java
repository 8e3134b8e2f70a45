package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplainCommandTest {

    @TempDir
    Path temporary;

    private Path directory;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        directory = temporary.toRealPath();
        file = Files.createFile(directory.resolve("file"));
    }

    @Test
    void what_is_allowed_is_so_by_a_rule_and_gives_0() {
        Executed explained = explain("--ro", directory.toString(), "--read", file.toString());

        assertThat(explained.output())
                .isEqualTo("allowed: path_beneath " + directory + " [READ_FILE, READ_DIR]\n");
        assertThat(explained.error()).isEmpty();
        assertThat(explained.exitValue()).isZero();
    }

    @Test
    void what_is_denied_is_so_for_a_right_that_an_option_adds_and_gives_1() {
        Executed explained = explain("--read", file.toString());

        assertThat(explained.output()).isEqualTo("denied (EACCES): READ_FILE on " + file + " is missing\n"
                + "  no rule is on " + file + " or above it\n"
                + "  add --ro " + file + "\n");
        assertThat(explained.exitValue()).isEqualTo(1);
    }

    @Test
    void what_no_option_adds_is_shown_as_lines_of_a_file() {
        Executed explained = explain("--rw", directory.toString(), "--make", directory + "/b", "--type", "block");

        assertThat(explained.output()).contains("\nIn a policy file that is\n  [[path_beneath]]\n")
                .contains("make_block");
        assertThat(explained.exitValue()).isEqualTo(1);
    }

    @Test
    void the_lines_that_are_shown_allow_it_in_a_file() throws IOException {
        String policy = Files.writeString(directory.resolve("p.toml"), """
                [[ruleset]]
                handled_access_fs = ["read_file"]
                """).toString();
        Executed denied = Executed.of("explain", "--policy", policy, "--read", file.toString());
        String added = denied.output().substring(denied.output().indexOf("that is\n") + "that is\n".length());

        Files.writeString(Path.of(policy), Files.readString(Path.of(policy)) + added);

        assertThat(denied.exitValue()).isEqualTo(1);
        assertThat(Executed.of("explain", "--policy", policy, "--read", file.toString()).exitValue()).isZero();
    }

    @Test
    void where_no_program_would_start_the_status_is_1_whatever_is_allowed() {
        Executed explained = explain(
                "--ro", directory + "/none", "--ro", directory.toString(), "--read", file.toString());

        assertThat(explained.output()).startsWith("allowed: ").contains("\n  no program starts with this policy: ");
        assertThat(explained.exitValue()).isEqualTo(1);
    }

    @Test
    void another_kernel_denies_less_and_is_not_called_this_one() {
        assertThat(explain("--signal", "--abi", "7").exitValue()).isEqualTo(1);

        Executed older = explain("--signal", "--abi", "5");

        assertThat(older.output()).startsWith("allowed\n").contains("that kernel has ABI 5").doesNotContain("this kernel");
        assertThat(older.exitValue()).isZero();
    }

    @Test
    void on_a_kernel_that_starts_nothing_nothing_is_allowed_and_the_advice_is_an_option() {
        Executed explained = explain("--signal", "--abi", "5", "--strict");

        assertThat(explained.output()).startsWith("denied (EACCES): ")
                .contains("no program starts with this policy: ", "--best-effort 5");
        assertThat(explained.exitValue()).isEqualTo(1);
    }

    @Test
    void it_is_there_for_programs() throws IOException {
        String json = explain("--json", "--read", file.toString()).output();

        assertThat(KernelJsonTest.at(json, "/allowed")).isEqualTo("false");
        assertThat(KernelJsonTest.at(json, "/errno")).isEqualTo("EACCES");
        assertThat(KernelJsonTest.at(json, "/requirements/0/type")).isEqualTo("rights_on_path");
        assertThat(KernelJsonTest.at(json, "/requirements/0/path")).isEqualTo(file.toString());
        assertThat(KernelJsonTest.at(json, "/requirements/0/missing/0")).isEqualTo("READ_FILE");
        assertThat(KernelJsonTest.at(json, "/requirements/0/met")).isEqualTo("false");
        assertThat(KernelJsonTest.at(json, "/suggestions/0/java")).isEqualTo(".allowRead(\"" + file + "\")");
        assertThat(json).contains("\"problems\" : [ ]");
    }

    @Test
    void every_type_of_requirement_is_there_for_programs() throws IOException {
        String port = explain("--json", "--connect", "443", "--connect-to", "80").output();
        String scope = explain("--json", "--abstract-unix").output();
        String filter = explain("--json", "--no-network", "--connect-to", "80").output();
        String gain = explain("--json", "--rw", directory.toString(), "--rwx", sub("x"),
                "--rename", file.toString(), directory + "/x/file").output();

        assertThat(KernelJsonTest.at(port, "/requirements/0/port")).isEqualTo("80");
        assertThat(KernelJsonTest.at(port, "/requirements/0/required")).isEqualTo("CONNECT_TCP");
        assertThat(KernelJsonTest.at(scope, "/requirements/0/scope")).isEqualTo("ABSTRACT_UNIX_SOCKET");
        assertThat(filter).contains("\"type\" : \"unfiltered\"", "\"group\" : \"SOCKETS_ALL\"");
        assertThat(gain).contains("\"type\" : \"no_gain\"", "\"gained\" : [ \"EXECUTE\" ]");
    }

    private String sub(String name) {
        try {
            return Files.createDirectory(directory.resolve(name)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the newest kernel unless the arguments say another, without a base system. */
    private static Executed explain(String... arguments) {
        Stream<String> kernel = Stream.of(arguments).anyMatch("--abi"::equals)
                ? Stream.of("explain", "--no-base")
                : Stream.of("explain", "--no-base", "--abi", "7");
        return Executed.of(Stream.concat(kernel, Stream.of(arguments)).toArray(String[]::new));
    }
}
