package io.github.landlauncher.it.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.git.GitSandbox;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** git reads a repository in a sandbox as it does without, and does nothing else. */
@RequiresAbi(3)
@RequiresProgram("git")
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitReadOnlyIT {

    @TempDir private Path directory;
    private Repositories repositories;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        repositories = new Repositories(directory).prepared(Repositories.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "log --oneline", "log -p --stat", "show", "show HEAD~:a.t", "diff", "diff HEAD~ --stat",
        "status --short", "status", "cat-file -p HEAD^{tree}", "rev-parse HEAD", "ls-tree -r HEAD",
        "ls-files -s", "blame a.t", "grep -n one HEAD~", "for-each-ref", "branch -v", "describe --always",
        "shortlog -s HEAD", "rev-list --objects --all", "archive HEAD", "count-objects", "fsck",
        "reflog", "config --list --local", "merge-base HEAD HEAD~", "-C sub log --oneline -- b",
        "--no-pager diff --word-diff", "worktree list --porcelain", "check-attr -a a.t", "stash list"
    })
    void a_command_has_the_same_output(String command) throws Exception {
        String[] arguments = command.split(" ");

        String output = Repositories.output(GitSandbox.readOnly(repositories.repository()).builder(arguments));

        assertThat(output).isEqualTo(repositories.free("cd repo; exec git " + command));
    }

    @Test
    void it_works_in_a_directory_of_the_work_tree() throws Exception {
        GitSandbox sandbox = GitSandbox.readOnly(repositories.repository().resolve("sub"));

        assertThat(sandbox.inspect().topLevel()).isEqualTo(repositories.repository());
        assertThat(Repositories.output(sandbox.builder("rev-parse", "--show-prefix"))).isEqualTo("sub/\n");
    }

    @Test
    void nothing_in_the_repository_can_be_written() throws Exception {
        repositories.free("cd repo; git commit -qam third; echo four >a.t");
        GitSandbox sandbox = GitSandbox.readOnly(repositories.repository());

        Outcome outcome = Repositories.outcome(sandbox.builder("commit", "-qam", "fourth"));

        assertThat(outcome.exitValue()).isEqualTo(128);
        assertThat(outcome.error()).contains("index.lock': Permission denied");
    }

    @Test
    void a_file_beside_the_repository_can_not_be_read() throws Exception {
        String[] diff = {"diff", "--no-index", "a.t", "../secret/file"};
        assertThat(repositories.attempt("cd repo; git diff --no-index a.t ../secret/file").output())
                .contains("+secret");

        Outcome outcome = Repositories.outcome(GitSandbox.readOnly(repositories.repository()).builder(diff));

        assertThat(outcome.output()).doesNotContain("secret\n");
        assertThat(outcome.error()).contains("Permission denied");
    }

    @Test
    void no_shell_can_be_executed() throws Exception {
        SandboxedProcessBuilder git = GitSandbox.readOnly(repositories.repository())
                .builder("-c", "alias.run=!touch $PWD/made", "run");

        Outcome outcome = Repositories.outcome(git);

        assertThat(outcome.exitValue()).isNotZero();
        assertThat(Files.exists(repositories.repository().resolve("made"))).isFalse();
    }
}
