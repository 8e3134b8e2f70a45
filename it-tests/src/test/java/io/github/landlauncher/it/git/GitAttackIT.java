package io.github.landlauncher.it.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.git.GitRefusedException;
import io.github.landlauncher.git.GitSandbox;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each way for a repository to have git run a command works without a sandbox, and not in one: not even
 * where a shell and every file of the repository can be executed, and the payload can leave its mark.
 * Where git may fetch from this machine, so that it starts others that hear of no override, the files of
 * the repository cannot be executed, and a repository with other commands is refused.
 */
@RequiresAbi(3)
@RequiresProgram("git")
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitAttackIT {

    @TempDir private Path directory;
    private Repositories repositories;

    @BeforeEach
    void prepare() throws IOException {
        repositories = new Repositories(directory);
    }

    static List<Attack> attacks() {
        return Attack.all();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void the_command_runs_without_a_sandbox_only(Attack attack) throws Exception {
        plant(attack);
        Files.writeString(repositories.path("input"), attack.input());
        Outcome free = repositories.attempt("cd repo; git %s <../input".formatted(attack.command()));
        assumeFalse(free.error().contains("no imap store specified"), "needs a git that reads imap.folder; 2.47 does not");
        assertThat(payloadRan()).as("baseline: it runs").isTrue();

        plant(attack);
        sandboxed(GitSandbox.readOnly(repositories.repository()).allowShell(), attack, this::open);
        assertThat(payloadRan()).as("read-only").isFalse();

        plant(attack);
        GitSandbox fetch = GitSandbox.fetch(repositories.repository());
        sandboxed(fetch.allowFetchFrom(repositories.repository()), attack, builder -> builder);
        assertThat(payloadRan()).as("fetch").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!sh ./payload", "!./payload"})
    void whoever_were_run_there_would_leave_the_mark(String alias) throws Exception {
        plant(new Attack("nothing", ":", "status", ""));
        GitSandbox sandbox = GitSandbox.readOnly(repositories.repository()).allowShell();

        Repositories.output(open(sandbox.builder("-c", "alias.run=" + alias, "run")));

        assertThat(payloadRan()).isTrue();
    }

    /** Lets it write and execute all of the repository: nothing but what is overridden holds it. */
    private SandboxedProcessBuilder open(SandboxedProcessBuilder builder) {
        return builder.policy(builder.policy().allowReadWriteExecute(repositories.repository()));
    }

    private void sandboxed(
            GitSandbox sandbox, Attack attack, UnaryOperator<SandboxedProcessBuilder> more)
            throws IOException, InterruptedException {
        SandboxedProcessBuilder git;
        try {
            git = sandbox.builder(attack.command().split(" "));
        } catch (GitRefusedException e) {
            return;
        }
        Repositories.outcome(more.apply(git).redirectInput(repositories.path("input").toFile()));
    }

    /** A new repository, with an attribute for each driver, a branch that conflicts, and the attack. */
    private void plant(Attack attack) throws IOException, InterruptedException {
        repositories.prepared("""
                rm -rf repo; git init -q repo; cd repo
                echo '*.t diff=d filter=f merge=m' >.gitattributes
                printf '#!/bin/sh\\necho ran >>"%1$s/marks"\\n' >payload; chmod +x payload
                echo one >a.t; git add .; git commit -qm first
                git checkout -qb side; echo side >a.t; git commit -qam side; git checkout -q main
                echo two >a.t; git commit -qam second; echo tow >a.t
                run='sh %1$s/payload'
                %2$s
                rm -f marks
                """.formatted(repositories.repository(), attack.planted()));
    }

    private boolean payloadRan() {
        return Files.exists(repositories.repository().resolve("marks"));
    }
}
