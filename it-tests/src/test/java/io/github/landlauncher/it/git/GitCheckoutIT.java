package io.github.landlauncher.it.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.git.GitRefusedException;
import io.github.landlauncher.git.GitSandbox;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** git changes a repository in a sandbox as it does without. */
@RequiresAbi(3)
@RequiresProgram("git")
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitCheckoutIT {

    @TempDir private Path directory;
    private Repositories repositories;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        repositories = new Repositories(directory).prepared(Repositories.PLAIN);
    }

    @Test
    void it_commits_branches_merges_rebases_and_collects_garbage_without_a_shell() throws Exception {
        GitSandbox sandbox = GitSandbox.checkout(repositories.repository());
        for (String command : new String[] {
            "commit -qam third", "checkout -q -b side HEAD~", "mv sub/b sub/c", "commit -qm side",
            "checkout -q main", "merge -q --no-edit side", "rebase -q --force-rebase HEAD~2",
            "cherry-pick --no-commit side", "reset -q --hard", "stash list", "tag -m tagged v1",
            "gc -q --prune=now", "fsck --strict", "worktree add -q inside side", "branch -D side-2",
            "update-ref refs/heads/x HEAD"
        }) {
            Outcome outcome = Repositories.outcome(sandbox.builder(command.split(" ")));
            assertThat(outcome.exitValue()).as("%s: %s", command, outcome)
                    .isEqualTo(command.endsWith("side-2") ? 1 : 0);
        }

        assertThat(repositories.free("cd repo; git log --format=%s; git fsck --strict; git status --short"))
                .isEqualTo("side\nthird\nsecond\nfirst\n?? inside/\n");
    }

    @Test
    void a_worktree_is_added_where_the_caller_allows_it_and_then_used() throws Exception {
        Path second = Files.createDirectory(repositories.path("second"));
        GitSandbox main = GitSandbox.checkout(repositories.repository());
        var add = main.builder("worktree", "add", "-q", second.toString(), "-b", "other");

        assertThat(Repositories.output(add.policy(add.policy().allowReadWrite(second)))).isEmpty();

        Assertions.assertThatThrownBy(() -> GitSandbox.checkout(second).builder("status"))
                .isInstanceOf(GitRefusedException.class)
                .hasMessageContaining("allowBase(...)");
        GitSandbox linked = GitSandbox.checkout(second).allowBase(repositories.repository());
        Files.writeString(second.resolve("a.t"), "from the worktree\n");
        assertThat(Repositories.output(linked.builder("commit", "-qam", "linked"))).isEmpty();
        assertThat(repositories.free("git -C repo log -1 --format=%s other")).isEqualTo("linked\n");
    }

    @Test
    void a_linked_worktree_is_read_with_the_main_repository_as_base() throws Exception {
        repositories.prepared("git -C repo worktree add -q ../second -b other");
        GitSandbox linked = GitSandbox.readOnly(repositories.path("second"))
                .allowBase(repositories.repository());

        assertThat(linked.inspect().gitDirectories()).containsExactly(
                repositories.repository().resolve(".git/worktrees/second"),
                repositories.repository().resolve(".git"));
        assertThat(Repositories.output(linked.builder("log", "--format=%s"))).isEqualTo("second\nfirst\n");
        assertThat(Repositories.output(linked.builder("status", "--short"))).isEmpty();
    }

    @Test
    void a_bare_repository_is_read_and_packed() throws Exception {
        repositories.prepared("git clone -q --bare repo bare.git");
        Path bare = repositories.path("bare.git");

        assertThat(Repositories.output(GitSandbox.readOnly(bare).builder("log", "--format=%s")))
                .isEqualTo("second\nfirst\n");
        assertThat(Repositories.output(GitSandbox.checkout(bare).builder("gc", "-q"))).isEmpty();
        assertThat(repositories.free("git -C bare.git fsck --strict")).isEmpty();
    }

    @Test
    void objects_are_borrowed_from_a_base() throws Exception {
        repositories.prepared("git clone -q -s repo borrower");
        GitSandbox alone = GitSandbox.readOnly(repositories.path("borrower"));

        assertThat(Repositories.outcome(alone.builder("log")).exitValue()).isNotZero();
        GitSandbox allowed = alone.allowBase(repositories.repository());
        assertThat(Repositories.output(allowed.builder("log", "--format=%s")))
                .isEqualTo("second\nfirst\n");
    }

    @Test
    void a_submodule_is_seen_from_above_and_used_from_within_with_a_base() throws Exception {
        repositories.prepared("""
                git init -q super; cd super; git submodule --quiet add ../repo lib; git commit -qm lib
                echo changed >lib/a.t
                """);
        GitSandbox above = GitSandbox.readOnly(repositories.path("super"));
        Path lib = repositories.path("super/lib");

        assertThat(Repositories.output(above.builder("status", "--short"))).isEqualTo(" m lib\n");
        GitSandbox within = GitSandbox.checkout(lib).allowBase(repositories.path("super"));
        assertThat(Repositories.output(within.builder("commit", "-qam", "in the submodule"))).isEmpty();
        assertThat(repositories.free("git -C super/lib log -1 --format=%s")).isEqualTo("in the submodule\n");
    }

    @Test
    void no_network_can_be_used() throws Exception {
        var fetch = GitSandbox.checkout(repositories.repository()).builder("fetch", "http://127.0.0.1:1/");

        Outcome outcome = Repositories.outcome(fetch);

        assertThat(outcome.exitValue()).isEqualTo(128);
        assertThat(outcome.error()).contains("transport 'http' not allowed");
    }
}
