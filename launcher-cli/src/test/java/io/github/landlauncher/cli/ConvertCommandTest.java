package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConvertCommandTest {

    private static final String READ_USR = "path-beneath:execute,read-file,read-dir:/usr";

    @TempDir
    Path directory;

    @Test
    void setprivs_command_line_becomes_ours() {
        Executed converted = convert("--from", "setpriv", "--to", "landlauncher", "--abi", "3", "--command",
                "--", "setpriv", "--landlock-access", "fs", "--landlock-rule", READ_USR, "--", "cat", "a b");

        assertThat(converted.output()).isEqualTo(
                "landlauncher run --handling 3 --strict --no-base --rx /usr -- cat 'a b'\n");
        assertThat(converted.error()).startsWith(
                "landlauncher: note: --landlock-access fs is all that Landlock ABI 3 has of it");
        assertThat(converted.exitValue()).isZero();
    }

    @Test
    void what_is_not_translated_is_listed_and_the_status_says_so() {
        Executed converted = convert("--from", "setpriv", "--to", "landlauncher", "--abi", "3", "--",
                "--landlock-access", "fs:" + "execute,write-file,read-file,read-dir,remove-dir,remove-file,"
                        + "make-char,make-dir,make-reg,make-sock,make-fifo,make-block,make-sym,refer,truncate",
                "--pdeathsig", "KILL", "--reset-env", "true");

        assertThat(converted.output()).isEqualTo("--handling 3 --strict --no-base\n");
        assertThat(converted.error().lines()).hasSize(2)
                .allMatch(line -> line.startsWith("landlauncher: not translated: --"));
        assertThat(converted.exitValue()).isEqualTo(3);
    }

    @Test
    void landruns_command_line_becomes_ours_with_its_environment() {
        Executed converted = convert("--from", "landrun", "--to", "java", "--", "landrun", "--best-effort",
                "--rox", "/usr", "--", "true");
        Executed whole = convert("--from", "landrun", "--to", "landlauncher", "--command", "--", "landrun",
                "--rox", "/usr", "--env", "HOME,A=1 2", "--", "true");

        assertThat(converted.output()).contains("SandboxPolicy.handling(LandlockAbi.V9)")
                .contains(".bestEffort(LandlockAbi.V1)").contains(".allowReadExecute(\"/usr\")");
        assertThat(converted.exitValue()).isZero();
        assertThat(whole.output()).isEqualTo("landlauncher run --handling 9 --strict --no-base --rx /usr"
                + " --clean-env --env HOME --env 'A=1 2' -- true\n");
    }

    @Test
    void variables_that_are_named_do_not_get_lost_without_the_command_line() {
        Executed converted = convert("--from", "landrun", "--to", "landlauncher", "--",
                "--env", "HOME", "true");

        assertThat(converted.error()).contains("landlauncher: not translated: --clean-env --env HOME: a policy");
        assertThat(converted.exitValue()).isEqualTo(3);
    }

    @Test
    void variables_of_the_sandboxer_become_options_of_setpriv_and_variables_again() {
        String[] words = {"LL_FS_RO=/usr:" + directory, "LL_FS_RW=", "LL_TCP_CONNECT=80", "./sandboxer", "ls", "-l"};

        Executed setpriv = convert(after(words, "--from", "sandboxer", "--to", "setpriv", "--command", "--"));
        Executed again = convert(after(words, "--from", "sandboxer", "--to", "sandboxer", "--command", "--"));

        assertThat(setpriv.output()).startsWith("setpriv --landlock-access fs:execute,write-file,")
                .endsWith(" --landlock-access net:connect-tcp --landlock-rule path-beneath:execute,read-file,"
                        + "read-dir:/usr --landlock-rule path-beneath:execute,read-file,read-dir:" + directory
                        + " --landlock-rule net-port:connect-tcp:80 -- ls -l\n");
        assertThat(setpriv.exitValue()).isZero();
        assertThat(again.output()).isEqualTo("LL_FS_RO=/usr:" + directory
                + " LL_FS_RW= LL_TCP_CONNECT=80 sandboxer ls -l\n");
    }

    @Test
    void files_become_options_and_what_is_wrong_in_them_is_told() throws Exception {
        Path right = Files.writeString(directory.resolve("right.toml"), """
                abi = 3
                [[ruleset]]
                handled_access_fs = ["abi.all"]
                [[path_beneath]]
                allowed_access = ["execute", "read_file", "read_dir"]
                parent = ["/usr"]
                """);
        Path wrong = Files.writeString(directory.resolve("wrong.toml"), "abi = 0\n");

        Executed converted = convert("--from", "toml", "--to", "landlauncher", right.toString());
        Executed refused = convert("--from", "toml", "--to", "landlauncher", wrong.toString());

        assertThat(converted.output())
                .isEqualTo("--handling 3 --best-effort 1 --no-base --rx /usr\n");
        assertThat(converted.error()).isEqualTo(
                "landlauncher: note: /usr may be missing to the policy; nothing starts then\n");
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(refused.error()).startsWith("landlauncher: ").contains("wrong.toml:1:");
        assertThat(convert("--from", "json", "--to", "java", right.toString()).error())
                .contains("right.toml: the name does not end with .json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"toml", "json"})
    void a_policy_becomes_a_file_that_means_the_same_and_a_command_line_that_names_it(String format) {
        Path file = directory.resolve("policy." + format);
        String[] run = {"--no-base", "--ro", "/etc", "--run-as", "1:2", "--timeout", "5", "--", "true", "a b"};

        Executed written = convert(after(run, "--from", "landlauncher", "--to", format, "--command",
                "--allow-extension", "-o", file.toString(), "--"));
        Executed again = convert(
                "--from", format, "--to", "landlauncher", "--allow-extension", file.toString());

        assertThat(written.output()).isEqualTo("landlauncher run --policy " + file
                + " --allow-extension --timeout 5 -- true 'a b'\n");
        assertThat(written.exitValue()).isZero();
        assertThat(again.output())
                .isEqualTo("--handling 6 --best-effort 1 --no-base --ro /etc --run-as 1:2\n");
    }

    @Test
    void what_the_published_format_says_needs_no_extension_and_what_it_cannot_say_is_refused() {
        Executed published = convert("--from", "sandboxer", "--to", "toml", "--", "LL_FS_RO=/usr", "LL_FS_RW=");
        Executed beyond = convert("--from", "setpriv", "--to", "json", "--abi", "3", "--",
                "--landlock-access", "fs");

        assertThat(published.output()).contains("\"/usr\"").doesNotContain("landlauncher");
        assertThat(published.exitValue()).isZero();
        assertThat(beyond.output()).isEmpty();
        assertThat(beyond.exitValue()).isEqualTo(1);
        assertThat(beyond.error()).startsWith(
                "landlauncher: the published format cannot say all of this policy; with --allow-extension");
    }

    @Test
    void our_own_options_become_those_of_landrun_and_settings_are_listed() {
        Executed converted = convert("--from", "landlauncher", "--to", "landrun", "--command", "--",
                "landlauncher", "run", "--no-base", "--strict", "--rx", "/usr", "--timeout", "5", "--", "true");

        assertThat(converted.output()).isEqualTo("landrun --rox /usr -- true\n");
        assertThat(converted.error())
                .contains("not translated: --timeout 5: only landlauncher run has this");
        assertThat(converted.exitValue()).isEqualTo(3);
    }

    @Test
    void the_directory_where_the_program_runs_is_not_lost() {
        Executed ours = convert("--from", "landlauncher", "--to", "landlauncher", "--command", "--",
                "--no-base", "--cwd", "/tmp", "--", "ls");
        Executed theirs = convert("--from", "landlauncher", "--to", "setpriv", "--command", "--",
                "--no-base", "--cwd", "/tmp", "--", "ls");

        assertThat(ours.output()).endsWith(" --cwd /tmp -- ls\n");
        assertThat(ours.exitValue()).isZero();
        assertThat(theirs.error()).contains("landlauncher: not translated: --cwd /tmp: only landlauncher run has");
        assertThat(theirs.exitValue()).isEqualTo(3);
    }

    @Test
    void our_own_options_need_no_program() {
        assertThat(convert("--from", "landlauncher", "--to", "landlauncher", "--", "--no-base", "--ro", "/a")
                .output()).isEqualTo("--handling 6 --best-effort 1 --no-base --ro /a\n");
    }

    @Test
    void what_would_be_weaker_is_an_error_with_each_of_it_and_nothing_is_written() {
        Executed converted = convert("--from", "landlauncher", "--to", "landrun", "-o",
                directory.resolve("out").toString(), "--", "--containment", "--no-network", "true");

        assertThat(converted.exitValue()).isEqualTo(1);
        assertThat(converted.output()).isEmpty();
        assertThat(converted.error()).contains("landlauncher: landrun cannot say: containment()\n"
                + "landlauncher: landrun cannot say: denyNetwork()\n");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void the_output_can_be_a_file() {
        Path file = directory.resolve("Policy.java");

        Executed converted = convert("--from", "landlauncher", "--to", "java", "-o", file.toString(), "true");

        assertThat(converted.output()).isEmpty();
        assertThat(file).content().contains("final class Policy {");
        assertThat(convert("--from", "landlauncher", "--to", "java", "-o", directory.toString(), "true")
                .exitValue()).isEqualTo(Landlauncher.FAILURE);
    }

    @Test
    void a_symbolic_link_that_a_writing_rule_would_refuse_is_told() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);

        assertThat(convert("--from", "landrun", "--to", "java", "--", "--rw", link.toString(), "true").error())
                .contains("landlauncher: note: " + link + " is a symbolic link, which is refused at the start");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--to java", "--from setpriv", "--from java --to java", "--from x --to java", "--from setpriv --to bash",
        "--from landrun --to java --abi 7 true", "--from landrun --to java --allow-extension true",
        "--from setpriv --to java --abi 0 true", "--from landrun --to toml --command -- true"
    })
    void wrong_options_are_told(String options) {
        assertThat(convert(options.split(" ")).exitValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--from landrun --to landlauncher --command -- --ro /", "--from landlauncher --to java -- --ro",
        "--from landlauncher --to java --command true", "--from setpriv --to java --abi 7 true"
    })
    void words_that_cannot_be_translated_are_told(String options) {
        Executed converted = convert(options.split(" "));

        assertThat(converted.exitValue()).isEqualTo(1);
        assertThat(converted.output()).isEmpty();
        assertThat(converted.error()).startsWith("landlauncher: ");
    }

    private static String[] after(String[] words, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    private static Executed convert(String... arguments) {
        return Executed.of(after(arguments, "convert"));
    }
}
