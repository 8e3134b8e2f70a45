package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShowCommandTest {

    @TempDir
    Path directory;

    @Test
    void a_policy_is_shown_in_the_kernels_words_and_all_of_it_is_enforced_by_its_own_abi() {
        Executed shown = Executed.of(
                "show", "--no-base", "--handling", "4", "--ro", "/a b", "--connect", "443", "--abi", "4");

        assertThat(shown.output()).startsWith("""
                Policy:
                  handled_access_fs [EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, \
                MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM, REFER, TRUNCATE]
                  handled_access_net [BIND_TCP, CONNECT_TCP]
                  scoped []
                  best effort from ABI 1
                  path_beneath /a b [READ_FILE, READ_DIR]
                  net_port 443 [CONNECT_TCP]

                On a kernel with ABI 4 (that of Linux 6.7): fully enforced
                  EXECUTE: enforced by landlock
                """);
        assertThat(shown.output()).doesNotContain("Landlock is given");
        assertThat(shown.exitValue()).isZero();
        assertThat(shown.error()).isEmpty();
    }

    @Test
    void on_abi_1_refer_is_denied_everywhere_and_the_kernel_is_given_what_it_knows() {
        Executed shown = Executed.of(
                "show", "--no-base", "--rw", "/w", "--connect", "443", "--abi", "1");

        assertThat(shown.output())
                .contains("\nOn a kernel with ABI 1 (that of Linux 5.13): partially enforced\n")
                .contains("  REFER: stricter than asked (needs Landlock ABI 2 (Linux 5.19), that kernel has ABI 1:"
                        + " cross-directory rename denied everywhere)\n")
                .contains("  CONNECT_TCP: dropped (needs Landlock ABI 4 (Linux 6.7), that kernel has ABI 1: any"
                        + " TCP port can be connected to)\n")
                .doesNotContain("this kernel")
                .endsWith("""
                        Of the policy, Landlock is given there:
                          handled_access_fs [EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, \
                        MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM]
                          handled_access_net []
                          scoped []
                          path_beneath /w [WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, \
                        MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_SYM]
                        """);
        assertThat(shown.exitValue()).isZero();
    }

    @Test
    void where_nothing_would_start_the_status_is_1_and_the_advice_that_of_the_command_line() {
        Executed shown = Executed.of("show", "--strict", "--abi", "5");

        assertThat(shown.output())
                .contains("not enforced: ABSTRACT_UNIX_SOCKET, SIGNAL need Landlock ABI 6 (Linux 6.12), that"
                        + " kernel has ABI 5.\n")
                .contains("--best-effort 5 to run without");
        assertThat(shown.exitValue()).isEqualTo(1);
    }

    @Test
    void abi_0_is_a_kernel_without_landlock_where_nothing_starts() {
        Executed shown = Executed.of("show", "--abi", "0");

        assertThat(shown.output()).contains(
                "On a kernel without Landlock: not enforced: that kernel does not implement Landlock");
        assertThat(shown.exitValue()).isEqualTo(1);
    }

    @Test
    void a_kernel_may_be_newer_than_all_that_are_known() {
        assertThat(Executed.of("show", "--strict", "--handling", "11", "--abi", "99").output())
                .contains("On a kernel with ABI 99, newer than Linux 7.3 with ABI 11, the newest known here:"
                        + " fully enforced\n");
    }

    @Test
    void a_negative_abi_is_refused() {
        Executed shown = Executed.of("show", "--abi", "-1");

        assertThat(shown.exitValue()).isEqualTo(2);
        assertThat(shown.error()).startsWith("landlauncher: Invalid value for option '--abi': -1 is not an ABI");
        assertThat(shown.output()).isEmpty();
    }

    @Test
    void what_is_beyond_landlock_is_shown_too() {
        assertThat(Executed.of("show", "--containment", "--limit", "NOFILE=64", "--abi", "7").output())
                .contains("  ptrace: enforced by seccomp")
                .contains("  RLIMIT_NOFILE: enforced by rlimit (64 64)");
    }

    @Test
    void a_program_is_no_option_of_it() {
        assertThat(Executed.of("show", "--", "true").exitValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"--toml, policy.toml", "--json, policy.json"})
    void a_file_that_is_printed_makes_the_same_policy(String form, String name) throws IOException {
        String[] options = {"--rx", "/usr/bin", "--rw", "/w", "--connect", "443", "--strict", "--preset", "tls"};
        String text = Executed.of(Stream.concat(Stream.of("show", form), Stream.of(options)).toArray(String[]::new))
                .output();
        String file = Files.writeString(directory.resolve(name), text).toString();

        assertThat(Parsed.policy("--policy", file, "--allow-extension")).isEqualTo(Parsed.policy(options));
    }

    @Test
    void a_policy_of_the_published_format_is_printed_in_it() throws IOException {
        String file = Files.writeString(directory.resolve("policy.toml"), """
                [[path_beneath]]
                allowed_access = ["read_file"]
                parent = ["/srv"]
                """).toString();

        Executed shown = Executed.of("show", "--policy", file, "--toml");

        assertThat(shown.output()).doesNotContain("landlauncher").contains("read_file", "/srv");
        assertThat(shown.error()).isEmpty();
    }

    @Test
    void one_form_is_printed_at_a_time() {
        assertThat(Executed.of("show", "--toml", "--json").exitValue()).isEqualTo(2);
        assertThat(Executed.of("show", "--no-base", "--java").output()).contains("SandboxPolicy policy()");
    }
}
