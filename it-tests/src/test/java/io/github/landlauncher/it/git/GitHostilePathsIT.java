package io.github.landlauncher.it.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.git.GitSandbox;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A repository that leads to a secret one beside it, or to a file: plain git shows what is there, and git
 * in a sandbox does not, even if the caller has allowed what was refused.
 */
@RequiresAbi(3)
@RequiresProgram("git")
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitHostilePathsIT {

    @TempDir private Path directory;
    private Repositories repositories;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        repositories = new Repositories(directory).prepared(Repositories.PLAIN + """
                git init -q beside; cd beside; echo secret words >s; git add s; git commit -qm 'secret words'
                echo secret words >a.t; touch listed
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "rm -r .git; echo 'gitdir: ../beside/.git' >.git | log | secret words",
        "rm -r .git; echo 'gitdir: ../beside/.git' >.git | show HEAD:s | secret words",
        "rm -r .git; ln -s ../beside/.git .git | log | secret words",
        "echo ../../beside/.git >.git/commondir | log | secret words",
        "rm -r .git/objects .git/refs; ln -s ../../beside/.git/objects .git;"
                + " ln -s ../../beside/.git/refs .git | log | secret words",
        "rm -r .git; mkdir .git; cp ../beside/.git/HEAD .git;"
                + " for f in config objects refs; do ln -s ../../beside/.git/$f .git; done | log | secret words",
        "echo $PWD/../beside/.git/objects >.git/objects/info/alternates;"
                + " ln -s ../../../../beside/.git/refs/heads/main .git/refs/heads/s | log s | secret words",
        "echo $PWD/../beside/.git/objects >.git/objects/info/alternates;"
                + " cp ../beside/.git/refs/heads/main .git/refs/heads/s | show s:s | secret words",
        "git config core.worktree ../../beside | diff HEAD | secret words",
        "git config core.worktree ../../beside | ls-files --others | listed",
        ": | diff --no-index a.t ../beside/s | secret words",
        ": | hash-object -t blob ../beside/s | 8aab0d01",
        "git config include.path ../../c; printf '[user]\\n name = secret words' >../c"
                + " | config user.name | secret words",
        "rm .git/config; ln -s ../../c .git/config; printf '[user]\\n name = secret words' >../c"
                + " | config user.name | secret words",
        "git config core.excludesFile ../beside/s; touch 'secret words' | status --porcelain --ignored | !!",
        "ln -sf ../../../beside/s .git/info/exclude; touch 'secret words' | status --porcelain --ignored | !!",
        "git config mailmap.file ../m; echo 'secret words <author@example.org>' >../m"
                + " | log --format=%aN | secret words",
        "mkdir d; ln -s ../../beside/.git d/.git | -C d log | secret words"
    })
    void what_is_beside_stays_there(String planted, String command, String shown) throws Exception {
        repositories.prepared("cd repo; " + planted);
        assertThat(repositories.attempt("cd repo; git " + command).output()).as("baseline").contains(shown);

        for (GitSandbox sandbox : new GitSandbox[] {
            GitSandbox.readOnly(repositories.repository()),
            GitSandbox.checkout(repositories.repository()).allowShell()
        }) {
            Outcome outcome = Repositories.outcome(sandbox.allowRefused().builder(command.split(" ")));
            assertThat(outcome.output() + outcome.error()).as("%s", outcome).doesNotContain(shown);
        }
    }

    @Test
    void a_rule_is_not_made_for_what_became_a_link_since_it_was_compared() throws Exception {
        repositories.prepared("""
                mkdir base; mv repo/.git base/inner; echo 'gitdir: ../base/inner' >repo/.git
                """);
        SandboxedProcessBuilder log = GitSandbox.readOnly(repositories.repository())
                .allowBase(repositories.path("base"))
                .builder("log", "--format=%s");
        assertThat(Repositories.output(log.copy())).isEqualTo("second\nfirst\n");

        repositories.prepared("mv base/inner base/away; ln -s ../beside/.git base/inner");

        assertThatThrownBy(log::start).isInstanceOf(SandboxStartException.class).hasMessageContaining("inner");
    }
}
