package io.github.landlauncher.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a sandbox for git is a value of, and what it makes of it. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitSandboxTest {

    @TempDir private Path directory;
    private HostileTree tree;
    private Path git;

    @BeforeEach
    void plant() throws IOException {
        tree = new HostileTree(directory);
        git = tree.file("bin/git", "");
    }

    @Test
    void it_is_a_value() {
        GitSandbox sandbox = GitSandbox.fetch(tree.repo());

        assertThat(sandbox.allowConnectTcp(443).allowBase(directory)).isNotEqualTo(sandbox)
                .isEqualTo(GitSandbox.fetch(tree.repo()).allowBase(directory).allowConnectTcp(443))
                .hasSameHashCodeAs(GitSandbox.fetch(tree.repo()).allowBase(directory).allowConnectTcp(443));
        assertThat(sandbox).isEqualTo(GitSandbox.fetch(tree.repo())).isNotEqualTo(GitSandbox.checkout(tree.repo()));
        assertThat(sandbox.allowConnectTcp(443)).hasToString("git [FETCH, " + tree.repo()
                + ", [], [], [443], Optional.empty, Optional.empty, false, false]");
    }

    @Test
    void what_contradicts_the_mode_is_an_error() {
        assertThatThrownBy(() -> GitSandbox.readOnly(directory).allowFetchFrom(directory))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> GitSandbox.checkout(directory).allowConnectTcp(443))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> GitSandbox.fetch(directory).allowConnectTcp(65_536))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_network_is_denied_unless_a_port_is_allowed() throws Exception {
        GitSandbox fetch = GitSandbox.fetch(tree.repo()).git(git);

        assertThat(fetch.policy().beyondLandlock().networkDenied()).isTrue();
        assertThat(fetch.allowConnectTcp(443).policy().beyondLandlock().networkDenied()).isFalse();
        assertThat(fetch.allowConnectTcp(443).rules().portRules().toString()).contains("443", "53");
    }

    @Test
    void a_shell_is_allowed_only_when_asked_for() throws Exception {
        GitSandbox sandbox = GitSandbox.checkout(tree.repo()).git(git);

        assertThat(sandbox.rules().toString()).doesNotContain("/bin/sh");
        assertThat(sandbox.allowShell().rules().toString()).contains("/bin/sh [EXECUTE");
        assertThat(sandbox.allowFetchFrom(tree.path("secret")).rules().toString())
                .contains("/bin/sh [EXECUTE", tree.path("secret") + " [READ_FILE, READ_DIR]");
    }

    @Test
    void protocols_are_those_that_were_allowed() throws Exception {
        GitSandbox fetch = GitSandbox.fetch(tree.repo());

        assertThat(protocols(fetch)).isEmpty();
        assertThat(protocols(fetch.allowFetchFrom(tree.path("secret")))).isEqualTo("file");
        assertThat(protocols(fetch.allowConnectTcp(443))).isEqualTo("git:http:https");
    }

    @Test
    void variables_are_counted_from_zero_without_a_gap() throws Exception {
        tree.file("repo/.git/config", "[filter \"x\"]\nclean = y\n");
        Map<String, String> environment = GitSandbox.readOnly(tree.repo()).environment();
        int count = Integer.parseInt(environment.get("GIT_CONFIG_COUNT"));
        Map<String, String> configuration = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            configuration.put(environment.get("GIT_CONFIG_KEY_" + i), environment.get("GIT_CONFIG_VALUE_" + i));
        }

        assertThat(configuration).hasSize(count)
                .containsEntry("core.hooksPath", "/dev/null")
                .containsEntry("core.fsmonitor", "false")
                .containsEntry("filter.x.clean", "")
                .containsEntry("filter.x.required", "false")
                .containsEntry("safe.directory", tree.repo().toString());
        assertThat(environment).containsEntry("GIT_OPTIONAL_LOCKS", "0").containsEntry("GIT_ASKPASS", "");
    }

    @Test
    void variables_of_git_that_were_there_are_gone() throws Exception {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder("git", "diff");
        builder.environment().put("GIT_DIR", "/x");

        GitSandbox.readOnly(tree.repo()).git(git).applyTo(builder);

        assertThat(builder.environment()).doesNotContainKey("GIT_DIR").containsEntry("GIT_PAGER", "cat");
        assertThat(builder.command()).containsExactly("git", "diff", "--no-ext-diff", "--no-textconv");
    }

    @Test
    void the_target_of_a_clone_must_be_empty() throws Exception {
        Path target = Files.createDirectory(tree.path("target"));
        GitSandbox cloning = GitSandbox.cloning(target).git(git);

        assertThat(cloning.rules().toString()).contains(target + " [WRITE_FILE");
        Files.createFile(target.resolve("HEAD"));
        assertThatThrownBy(cloning::rules).isInstanceOf(DirectoryNotEmptyException.class);
    }

    private static String protocols(GitSandbox sandbox) throws IOException {
        return sandbox.environment().get("GIT_ALLOW_PROTOCOL");
    }
}
