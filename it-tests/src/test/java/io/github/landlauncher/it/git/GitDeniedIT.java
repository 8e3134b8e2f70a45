package io.github.landlauncher.it.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.git.GitSandbox;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a git that an attacker has taken over finds in its sandbox: next to nothing. */
@RequiresAbi(3)
@RequiresProgram({"git", "python3"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitDeniedIT {

    @TempDir private Path directory;
    private Repositories repositories;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        repositories = new Repositories(directory).prepared(Repositories.PLAIN);
    }

    /** Scripts of the shell; the sandbox has one here, which git's own programs can do without. */
    @ParameterizedTest
    @ValueSource(strings = {
        "cat %1$s/secret/file", "ls %1$s", "ls %1$s/secret", "cat /etc/passwd", "cat /etc/hostname",
        "ls /root /home /tmp",
        "ls /proc/self/root/etc", "touch %1$s/secret/new", "mkdir %1$s/new", "touch /tmp/new-$$",
        "ln %1$s/secret/file repo-link", "rm %1$s/secret/file", "mv a.t %1$s/secret/",
        "cp a.t ./program; chmod +x program; printf '#!/bin/sh\\n' >program; ./program",
        "python3 -c 1", "perl -e 1", "cp /usr/bin/true ./program; ./program",
        "git upload-archive %1$s/secret </dev/null"
    })
    void a_script_works_without_a_sandbox_only(String script) throws Exception {
        String command = script.formatted(repositories.path("."));
        if (!command.contains("/root") && !command.startsWith("git")) {
            assertThat(repositories.attempt("cd repo; " + command).exitValue()).as("baseline").isZero();
            repositories.free("""
                    mv secret/a.t repo || :
                    echo secret >secret/file; rm -rf new secret/new repo/program repo/repo-link
                    """);
        }
        for (GitSandbox sandbox : new GitSandbox[] {
            GitSandbox.checkout(repositories.repository()).allowShell(),
            GitSandbox.readOnly(repositories.repository()).allowShell(),
        }) {
            SandboxedProcessBuilder shell = new SandboxedProcessBuilder("/bin/sh", "-ec", command)
                    .directory(repositories.repository().toFile());
            shell.environment().put("PATH", "/usr/bin:/bin");

            Outcome outcome = Outcome.of(sandbox.applyTo(shell).start());

            assertThat(outcome.exitValue()).as("%s", outcome).isNotZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK"})
    void no_socket_can_be_made(String family) throws Exception {
        String[] python = {
            "/usr/bin/python3", "-Ic", "import socket; socket.socket(socket.%s, socket.SOCK_DGRAM)".formatted(family)
        };
        assertThat(Outcome.of(new ProcessBuilder(python).start()).exitValue()).as("baseline").isZero();
        GitSandbox sandbox = GitSandbox.readOnly(repositories.repository());

        SandboxedProcessBuilder builder = sandbox.applyTo(new SandboxedProcessBuilder(python));
        Outcome outcome = Outcome.of(withPython(builder).start());

        assertThat(outcome.exitValue()).isNotZero();
        assertThat(outcome.error()).contains("socket", "Error");
    }

    @Test
    void nothing_in_the_environment_is_the_callers_but_what_is_harmless_or_named() throws Exception {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder("git", "version");
        builder.environment().putAll(Map.of("GIT_DIR", "/x", "GIT_TRACE", "/y", "GIT_EXEC_PATH", "/z"));

        GitSandbox.readOnly(repositories.repository()).applyTo(builder);

        assertThat(builder.environment()).doesNotContainKeys("GIT_DIR", "GIT_TRACE", "GIT_EXEC_PATH");
        assertThat(builder.environment()).containsEntry("GIT_CONFIG_GLOBAL", "/dev/null");
        assertThat(Repositories.output(builder)).startsWith("git version");
    }

    @Test
    void hundreds_of_overrides_reach_git() throws Exception {
        repositories.prepared("""
                cd repo; for i in $(seq 900); do printf '[alias]\\na%s = !echo ran\\n' $i >>.git/config; done
                """);
        GitSandbox sandbox = GitSandbox.readOnly(repositories.repository());

        assertThat(repositories.free("git -C repo a900")).isEqualTo("ran\n");
        assertThat(Repositories.output(sandbox.builder("rev-parse", "--git-dir"))).isEqualTo(".git\n");
        assertThat(Repositories.output(sandbox.builder("config", "--get", "alias.a900"))).isEqualTo("\n");
    }

    private static SandboxedProcessBuilder withPython(SandboxedProcessBuilder builder) {
        return builder.policy(builder.policy().allowReadExecute("/usr/bin").allowRead("/usr"));
    }
}
