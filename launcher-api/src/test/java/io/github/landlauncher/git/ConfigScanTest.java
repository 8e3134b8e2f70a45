package io.github.landlauncher.git;

import static io.github.landlauncher.git.GitFinding.Outcome.NEUTRALISED;
import static io.github.landlauncher.git.GitFinding.Outcome.NOTED;
import static io.github.landlauncher.git.GitFinding.Outcome.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of what a configuration says. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigScanTest {

    @TempDir private Path directory;
    private HostileTree tree;

    @BeforeEach
    void plant() throws IOException {
        tree = new HostileTree(directory);
    }

    /** ~ is a line's end; a variable that is not to be set is followed by nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[core]~fsmonitor=x                    | NEUTRALISED | core.fsmonitor=false",
        "[filter \"X\"]~clean=x                | NEUTRALISED | filter.X.clean= filter.X.required=false",
        "[filter.X]~smudge=x                   | NEUTRALISED | filter.x.required=false filter.x.smudge=",
        "[filter \"a.b c=d\"]~process=x        | NEUTRALISED | filter.a.b c=d.process= filter.a.b c=d.required=false",
        "[diff]~external=x                     | NEUTRALISED | diff.external=/dev/null",
        "[diff \"d\"]~textconv=x               | NEUTRALISED | diff.d.textconv=/dev/null",
        "[merge \"d\"]~driver=x                | NEUTRALISED | merge.d.driver=/dev/null",
        "[alias]~x=!y                          | NEUTRALISED | alias.x=",
        "[credential \"https://a\"]~helper=x   | NEUTRALISED | credential.https://a.helper=",
        "[gpg \"ssh\"]~program=x               | NEUTRALISED | gpg.ssh.program=/dev/null",
        "[submodule \"a\"]~update=!x           | NEUTRALISED | submodule.a.update=checkout",
        "[submodule \"a\"]~update=rebase       |             |",
        "[merge]~tool=../x                     | NEUTRALISED | merge.tool=",
        "[diff]~guiTool=../x                   | NEUTRALISED | diff.guitool=",
        "[diff]~tool=meld                      |             |",
        "[pager]~log=less                      | NEUTRALISED | pager.log=false",
        "[pager]~log                           |             |",
        "[pager]~log=false                     |             |",
        "[remote \"o\"]~uploadpack=x           | NEUTRALISED |",
        "[remote \"o\"]~url=x                  |             |",
        "[gc]~recentObjectsHook=x              | REFUSED     |",
        "[include]~path=x                      | REFUSED     |",
        "[includeIf \"gitdir:/\"]~path=x       | REFUSED     |",
        "[url \"ext::\"]~insteadOf=x           | NOTED       |",
        "[user]~name=x                         |             |",
        "[core                                 | REFUSED     |"
    })
    void a_variable_is_judged(String file, GitFinding.Outcome outcome, String overrides) throws Exception {
        tree.file("repo/.git/config", file.replace('~', '\n'));
        Examination examination = Examination.of(new Choices(Choices.Mode.READ_ONLY, tree.repo()), false);

        if (outcome == null) {
            assertThat(examination.findings().all()).isEmpty();
        } else {
            assertThat(examination.findings().all()).extracting(GitFinding::outcome).containsExactly(outcome);
        }
        StringBuilder shown = new StringBuilder();
        new TreeMap<>(examination.overrides()).forEach((key, value) -> shown.append(key + "=" + value + " "));
        assertThat(shown.toString().strip()).isEqualTo(overrides == null ? "" : overrides);
    }

    @Test
    void programs_of_remotes_are_refused_where_git_fetches_from_this_machine() throws Exception {
        tree.file("repo/.git/config", "[remote \"o\"]\nuploadpack = x\n");
        GitSandbox fetch = GitSandbox.fetch(tree.repo());

        assertThat(fetch.environment()).containsEntry("GIT_ALLOW_PROTOCOL", "");
        assertThatThrownBy(() -> fetch.allowFetchFrom(tree.path("secret")).environment())
                .isInstanceOf(GitRefusedException.class)
                .hasMessageContaining("remote.o.uploadpack = x (names a command, and nothing overrides it for");
    }

    @Test
    void filters_are_refused_where_git_receive_pack_could_run_them() throws Exception {
        tree.file("repo/.git/config", "[filter \"f\"]\nclean = x\n[alias]\na = !x\n");
        GitSandbox fetch = GitSandbox.fetch(tree.repo());

        assertThat(fetch.inspect().findings(REFUSED)).isEmpty();
        assertThat(fetch.allowFetchFrom(tree.path("secret")).inspect().findings(REFUSED)).singleElement()
                .extracting(GitFinding::says).isEqualTo("filter.f.clean = x");
    }

    @Test
    void a_repository_to_fetch_from_must_name_no_command() throws Exception {
        Path target = Files.createDirectory(tree.path("target"));
        GitSandbox cloning = GitSandbox.cloning(target).allowFetchFrom(tree.path("secret"));
        assertThat(cloning.inspect().findings()).isEmpty();

        tree.file("secret/config", "[core]\nfsmonitor = x\n");

        assertThat(cloning.inspect().findings(REFUSED)).singleElement()
                .extracting(GitFinding::says).isEqualTo("core.fsmonitor = x");
    }

    @Test
    void what_is_refused_can_be_allowed() throws Exception {
        tree.file("repo/.git/config", "[include]\npath = x\n");

        assertThat(GitSandbox.readOnly(tree.repo()).allowRefused().environment()).isNotEmpty();
    }

    @Test
    void the_configurations_of_worktrees_and_submodules_count() throws Exception {
        tree.file("repo/.git/config.worktree", "[alias]\na=!x");
        tree.repository("repo/.git/modules/with/slash");
        tree.file("repo/.git/modules/with/slash/config", "[alias]\nb=!x");
        tree.repository("repo/.git/modules/with/slash/modules/nested");
        tree.file("repo/.git/modules/with/slash/modules/nested/config", "[alias]\nc=!x");
        tree.repository("repo/lib/.git");
        tree.file("repo/lib/.git/config", "[alias]\nd=!x");
        tree.file("repo/.gitmodules",
                "[submodule \"lib\"]\npath = lib\n[submodule \"out\"]\npath = ../secret\n");
        tree.repository("repo/unnamed/.git");
        tree.file("repo/unnamed/.git/config", "[alias]\ne=!x");

        assertThat(aliases(GitSandbox.checkout(tree.repo()).environment())).isEqualTo("abcd");
        assertThat(aliases(GitSandbox.checkout(tree.repo()).allowShell().environment())).isEqualTo("abcde");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00e9", "\u007f", "%01000d"})
    void a_name_that_is_long_or_not_ASCII_is_refused(String name) throws Exception {
        tree.file("repo/.git/config", "[filter \"" + name.formatted(1) + "\"]\nclean = x\n");

        assertThat(GitSandbox.readOnly(tree.repo()).inspect().findings(REFUSED)).hasSize(1);
    }

    @Test
    void commands_without_end_are_refused() throws Exception {
        StringBuilder text = new StringBuilder("[alias]\n");
        for (int i = 0; i < 2 * ConfigScan.MAX_OVERRIDES; i++) {
            text.append("a").append(i).append(" = x\n");
        }
        tree.file("repo/.git/config", text.toString());

        GitInspection inspection = GitSandbox.readOnly(tree.repo()).inspect();

        assertThat(inspection.findings(REFUSED)).isNotEmpty();
        assertThat(inspection.findings()).hasSizeLessThan(Findings.MAX + 2);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_FIFO_blocks_nobody() throws Exception {
        Files.delete(tree.path("repo/.git/config"));
        Process mkfifo = new ProcessBuilder("mkfifo", tree.path("repo/.git/config").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();

        assertThat(GitSandbox.readOnly(tree.repo()).inspect().findings(REFUSED)).singleElement()
                .extracting(GitFinding::why).isEqualTo("cannot be read: not a plain file");
    }

    @Test
    void a_huge_file_is_refused() throws Exception {
        tree.file("repo/.git/config", "#".repeat(SmallFile.LARGEST + 1));

        assertThat(GitSandbox.readOnly(tree.repo()).inspect().findings(REFUSED)).singleElement()
                .extracting(GitFinding::why).isEqualTo("cannot be read: larger than 1048576 bytes");
    }

    @Test
    void a_rebase_that_would_go_on_with_a_command_is_refused_where_it_could() throws Exception {
        tree.file("repo/.git/rebase-merge/git-rebase-todo", "pick 1 one\n\texec touch x\n");

        assertThat(GitSandbox.readOnly(tree.repo()).inspect().findings(NOTED)).hasSize(1);
        assertThat(GitSandbox.checkout(tree.repo()).inspect().findings(REFUSED)).singleElement()
                .extracting(GitFinding::says).isEqualTo("exec touch x");
    }

    @Test
    void a_finding_shows_no_control_characters() throws Exception {
        tree.file("repo/.git/config", "[alias]\nx = \"!\u001b[2J\"" + "y".repeat(300));

        assertThat(GitSandbox.readOnly(tree.repo()).inspect().findings(NEUTRALISED)).singleElement()
                .extracting(GitFinding::says).asString()
                .startsWith("alias.x = !\\u001b[2Jyyy").endsWith("y...");
    }

    private static String aliases(Map<String, String> environment) {
        StringBuilder aliases = new StringBuilder();
        environment.values().stream().filter(value -> value.startsWith("alias.")).sorted()
                .forEach(value -> aliases.append(value.substring("alias.".length())));
        return aliases.toString();
    }
}
