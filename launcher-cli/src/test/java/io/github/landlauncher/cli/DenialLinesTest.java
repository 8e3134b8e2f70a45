package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import io.github.landlauncher.cli.DenialLines.Form;
import io.github.landlauncher.explain.Denial;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said at the end of a program that was watched. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DenialLinesTest {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V11);

    @TempDir private Path temporary;
    private Path directory;
    private Path file;
    private Path started = Path.of("/nowhere");
    private final DenialReport report = new DenialReport();

    @BeforeEach
    void makeFile() throws IOException {
        directory = temporary.toRealPath();
        file = Files.writeString(directory.resolve("file"), "content");
    }

    @Test
    void denials_are_told_with_one_line_of_options() {
        deny("openat", open(file));
        deny("openat", open(file));
        deny("connect", new Operation.UsePort(AccessNet.CONNECT_TCP, 443));
        deny("bind", new Operation.UsePort(AccessNet.BIND_TCP, 8080));

        assertThat(lines(Form.OPTIONS)).containsExactly(
                "landlauncher: the sandbox denied:",
                "  READ_FILE on " + file + ": openat by /usr/bin/sort, 2 times",
                "  CONNECT_TCP on port 443: connect by /usr/bin/sort",
                "  BIND_TCP on port 8080: bind by /usr/bin/sort",
                "landlauncher: to allow it, add:",
                "  --ro " + file + " --connect 443 --bind 8080");
    }

    @Test
    void what_is_to_be_protected_is_told_apart() {
        deny("openat", open(file));
        deny("openat", open(Path.of("/etc/shadow")));

        assertThat(lines(Form.OPTIONS)).endsWith(
                "landlauncher: to allow it, add:",
                "  --ro " + file,
                "landlauncher: what is to be protected was tried too; only if that is meant, add:",
                "  --ro /etc/shadow");
        assertThat(lines(Form.TOML)).endsWith(
                "landlauncher: what is to be protected was tried too; only if that is meant, add:",
                "  [[path_beneath]]\n  allowed_access = [\"read_file\"]\n  parent = [\"/etc/shadow\"]");
    }

    @Test
    void a_program_that_failed_may_have_tried_not_all() {
        deny("openat", open(file));
        String last = "landlauncher: what it would have tried next is not known; of a program that you trust,"
                + " 'landlauncher learn' finds it out";

        assertThat(lines(Form.OPTIONS, 2)).endsWith(
                last, "landlauncher: to allow it, add:", "  --ro " + file);
        assertThat(lines(Form.OPTIONS)).doesNotContain(last);
    }

    @Test
    void a_program_that_failed_at_a_file_of_its_directory_may_be_given_all_of_that() throws IOException {
        started = directory;
        Path head = Files.createDirectories(directory.resolve(".git")).resolve("HEAD");
        deny("openat", open(Files.writeString(head, "ref: refs/heads/main")));

        assertThat(lines(Form.OPTIONS, 128)).endsWith(
                "landlauncher: to allow it, add:",
                "  --ro " + head,
                "landlauncher: or, if it may have all of the directory that it was started in, instead of what is"
                        + " above about that:",
                "  --ro " + directory);
        assertThat(lines(Form.TOML, 128)).last().asString().endsWith("parent = [\"" + directory + "\"]");
        assertThat(lines(Form.OPTIONS)).doesNotContain("  --ro " + directory);
    }

    @Test
    void the_same_can_be_had_as_toml() {
        deny("openat", open(file));
        deny("connect", new Operation.UsePort(AccessNet.CONNECT_TCP, 443));

        assertThat(lines(Form.TOML)).endsWith(
                "landlauncher: to allow it, add to the policy file:",
                "  [[path_beneath]]",
                "  allowed_access = [\"read_file\"]",
                "  parent = [\"" + file + "\"]",
                "  [[net_port]]",
                "  allowed_access = [\"connect_tcp\"]",
                "  port = [443]");
    }

    @Test
    void the_same_can_be_had_as_java() {
        deny("openat", open(file));

        assertThat(lines(Form.JAVA)).endsWith(
                "landlauncher: add to the policy:", "  .allowRead(\"" + file + "\")");
    }

    @Test
    void the_same_can_be_had_for_the_variables_of_the_sandboxer() {
        Path other = directory.resolve("other");
        deny("openat", open(file));
        deny("mkdir", new Operation.Make(other, AccessFs.MAKE_DIR));
        deny("openat", new Operation.Open(directory, Set.of(OpenFlag.READ)));
        deny("connect", new Operation.UsePort(AccessNet.CONNECT_TCP, 80));
        deny("connect", new Operation.UsePort(AccessNet.CONNECT_TCP, 443));

        assertThat(lines(Form.VARIABLES)).endsWith(
                "landlauncher: to allow it, add to the variables:",
                "  LL_FS_RW: " + directory,
                "  LL_TCP_CONNECT: 80:443");
    }

    @Test
    void an_option_that_allows_more_than_was_denied_says_what_others_say() {
        deny("openat", open(file));
        deny("openat", new Operation.Open(directory, Set.of(OpenFlag.READ)));
        deny("mkdir", new Operation.Make(directory.resolve("new"), AccessFs.MAKE_DIR));
        deny("execve", new Operation.Use(directory, Set.of(AccessFs.EXECUTE)));

        assertThat(lines(Form.OPTIONS)).endsWith("  --rwx " + directory);
    }

    @Test
    void a_name_that_a_shell_would_split_is_quoted() throws Exception {
        deny("openat", open(Files.writeString(directory.resolve("a b"), "")));

        assertThat(lines(Form.OPTIONS)).endsWith("  --ro '" + directory.resolve("a b") + "'");
    }

    @Test
    void a_name_that_writes_lines_is_told_where_it_can_be_told_visibly() throws Exception {
        deny("openat", open(Files.writeString(directory.resolve("a\n  --rwx /"), "")));

        assertThat(lines(Form.OPTIONS))
                .hasSize(4)
                .noneMatch(line -> line.equals("  --rwx /"))
                .contains("landlauncher: no option of run allows just this, or shows it as it is; in Java:");
    }

    @Test
    void what_no_option_and_no_file_allows_is_told_in_java() {
        deny("kill", new Operation.Reach(Scope.SIGNAL));

        assertThat(lines(Form.OPTIONS)).containsExactly(
                "landlauncher: the sandbox denied:",
                "  processes outside the sandbox (scope SIGNAL): kill by /usr/bin/sort",
                "landlauncher: no option of run allows this; in Java:",
                "  .allowSignals()");
        assertThat(lines(Form.TOML)).endsWith("  .allowSignals()");
        assertThat(lines(Form.VARIABLES)).endsWith("  .allowSignals()");
    }

    @Test
    void many_files_of_one_directory_have_an_alternative() throws Exception {
        for (int i = 0; i < 9; i++) {
            deny("openat", open(Files.writeString(directory.resolve("file" + i), "")));
        }

        assertThat(lines(Form.OPTIONS)).endsWith(
                "landlauncher: or, instead of many lines about one directory, all of it:",
                "  --ro " + directory);
        assertThat(lines(Form.JAVA).get(lines(Form.JAVA).size() - 1)).contains("READ_FILE", directory.toString());
        assertThat(lines(Form.TOML)).last().asString().contains("  parent = [\"" + directory + "\"]");
    }

    @Test
    void nothing_denied_is_said_in_a_line_and_more_if_the_program_failed() {
        assertThat(lines(Form.OPTIONS))
                .containsExactly("landlauncher: nothing was seen to be denied");
        assertThat(lines(Form.OPTIONS, 1)).singleElement().asString()
                .startsWith("landlauncher: nothing was seen to be denied; ");
    }

    @Test
    void what_could_not_be_seen_is_said() {
        report.unseen("The memory\nof one process could not be read.");

        assertThat(lines(Form.OPTIONS)).containsExactly(
                "landlauncher: nothing was seen to be denied",
                "landlauncher: not all could be seen: The memory\\u000aof one process could not be read.");
    }

    private List<String> lines(Form form) {
        return lines(form, 0);
    }

    private List<String> lines(Form form, int exitValue) {
        return DenialLines.of(report, form, exitValue, started);
    }

    private static Operation open(Path path) {
        return new Operation.Open(path, Set.of(OpenFlag.READ));
    }

    private void deny(String systemCall, Operation operation) {
        report.accept(new Denial(7, Optional.of(Path.of("/usr/bin/sort")), systemCall,
                POLICY.explainerOn(LandlockAbi.V11).explain(operation)));
    }
}
