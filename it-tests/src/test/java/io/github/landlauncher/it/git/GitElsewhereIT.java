package io.github.landlauncher.it.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.git.GitRefusedException;
import io.github.landlauncher.git.GitSandbox;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are not in the configuration of the repository, where git finds them all the same. */
@RequiresAbi(3)
@RequiresProgram("git")
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitElsewhereIT {

    @TempDir private Path directory;
    private Repositories repositories;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        repositories = new Repositories(directory).prepared(Repositories.PLAIN);
    }

    @Test
    void differences_of_a_submodule_that_gitmodules_does_not_name() throws Exception {
        repositories.prepared("""
                cd repo; git clone -q . lib; git add lib 2>/dev/null; git commit -qm lib
                printf '#!/bin/sh\\necho ran >>%1$s/marks\\n' >payload; chmod +x payload
                git -C lib config diff.external %1$s/payload; echo tow >lib/a.t
                """.formatted(repositories.repository()));
        repositories.free("cd repo; git diff --submodule=diff lib; rm marks");

        for (String option : new String[] {"--submodule=diff", "--sub=diff"}) {
            SandboxedProcessBuilder git =
                    GitSandbox.checkout(repositories.repository()).builder("diff", option, "lib");
            git.policy(git.policy().allowReadExecute("/bin/sh")
                    .allowReadWriteExecute(repositories.repository()));
            Repositories.outcome(git);

            assertThat(repositories.repository().resolve("marks")).doesNotExist();
        }
    }

    @Test
    void a_strategy_of_an_interrupted_rebase() throws Exception {
        String interrupted = """
                rm -rf repo; git init -q repo; cd repo; echo one >a; git add .; git commit -qm first
                git checkout -qb side; echo side >a; git commit -qam side; git checkout -q main
                echo two >a; git commit -qam second; git rebase -q side 2>/dev/null || :
                echo a/b >.git/rebase-merge/strategy
                echo "pick $(git rev-parse main)" >>.git/rebase-merge/git-rebase-todo
                mkdir git-merge-a; cp ../payload git-merge-a/b; echo merged >a; git add a
                """;
        repositories.prepared(interrupted);
        repositories.attempt("cd repo; GIT_EDITOR=: git rebase --continue");
        assertThat(repositories.payloadRan()).as("baseline").isTrue();

        repositories.prepared(interrupted);
        GitSandbox sandbox = GitSandbox.checkout(repositories.repository());

        assertThatThrownBy(() -> sandbox.builder("rebase", "--continue"))
                .isInstanceOf(GitRefusedException.class)
                .hasMessageContaining("rebase-merge/strategy");
    }
}
