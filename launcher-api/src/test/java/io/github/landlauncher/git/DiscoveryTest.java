package io.github.landlauncher.git;

import static io.github.landlauncher.git.GitFinding.Outcome.NOT_GRANTED;
import static io.github.landlauncher.git.GitFinding.Outcome.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository is found where git would find it, and leads nowhere. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DiscoveryTest {

    @TempDir private Path directory;
    private HostileTree tree;

    @BeforeEach
    void plant() throws IOException {
        tree = new HostileTree(directory);
    }

    @Test
    void it_is_found_from_below() throws Exception {
        Path below = Files.createDirectories(tree.path("repo/a/b"));

        GitInspection inspection = GitSandbox.readOnly(below).inspect();

        assertThat(inspection.topLevel()).isEqualTo(tree.repo());
        assertThat(inspection.gitDirectories()).containsExactly(tree.path("repo/.git"));
        assertThat(inspection.findings()).isEmpty();
    }

    @Test
    void a_bare_one_is_found() throws Exception {
        GitInspection inspection = GitSandbox.readOnly(tree.path("secret")).inspect();

        assertThat(inspection.topLevel()).isEqualTo(tree.path("secret"));
        assertThat(inspection.gitDirectories()).containsExactly(tree.path("secret"));
    }

    @Test
    void none_is_looked_for_at_the_ceiling_and_above() throws Exception {
        Path inner = Files.createDirectories(tree.path("repo/upload/inner"));

        assertThat(GitSandbox.readOnly(inner).inspect().topLevel()).isEqualTo(tree.repo());
        for (String ceiling : new String[] {"repo", "repo/upload"}) {
            assertThatThrownBy(() -> GitSandbox.readOnly(inner).ceiling(tree.path(ceiling)).inspect())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("There is no git repository in");
        }
    }

    @Test
    void a_symbolic_link_is_no_directory_to_begin_with() throws Exception {
        Path link = tree.link("repo/link", "../secret");

        assertThatThrownBy(() -> GitSandbox.readOnly(link).inspect()).isInstanceOf(NotDirectoryException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "gitdir: ../secret", "gitdir: ../secret\r\n", "gitdir: ../repo/../secret\n", "gitdir: link/.git",
        "gitdir: /etc", "gitdir: missing", "gitdir: ", "gitdir: ../secret\0", "gitdir: loop", "gitdir: \u00ff"
    })
    void a_file_that_leads_out_is_refused(String text) throws Exception {
        remove(".git");
        tree.file("repo/.git", text);
        tree.link("repo/link", "../secret");
        tree.link("repo/loop", "loop");

        GitInspection inspection = GitSandbox.readOnly(tree.repo()).inspect();

        assertThat(inspection.gitDirectories()).isEmpty();
        assertThat(inspection.findings(REFUSED)).isNotEmpty();
        assertThatThrownBy(() -> GitSandbox.readOnly(tree.repo()).rules())
                .isInstanceOf(GitRefusedException.class);
    }

    @Test
    void bytes_that_are_no_text_are_an_error() throws Exception {
        remove(".git");
        Files.write(tree.path("repo/.git"), new byte[] {'g', (byte) 0xff, 0, 1});

        assertThatThrownBy(() -> GitSandbox.readOnly(tree.repo()).inspect())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not begin with \"gitdir: \"");
    }

    @Test
    void a_file_that_leads_to_a_base_is_followed() throws Exception {
        remove(".git");
        tree.file("repo/.git", "gitdir: ../secret\n");
        GitSandbox sandbox = GitSandbox.readOnly(tree.repo()).allowBase(tree.path("secret"));

        assertThat(sandbox.inspect().gitDirectories()).containsExactly(tree.path("secret"));
        assertThat(sandbox.rules().toString()).contains(
                "path_beneath " + tree.path("secret") + " // . [READ_FILE, READ_DIR]");
    }

    @Test
    void a_symbolic_link_that_leads_out_is_refused() throws Exception {
        remove(".git");
        tree.link("repo/.git", "../secret");

        GitInspection inspection = GitSandbox.readOnly(tree.repo()).inspect();

        assertThat(inspection.gitDirectories()).isEmpty();
        assertThat(inspection.findings(NOT_GRANTED)).singleElement().extracting(GitFinding::why)
                .isEqualTo("leads to " + tree.path("secret") + ", outside of what is allowed");
    }

    @Test
    void a_common_directory_outside_is_refused() throws Exception {
        tree.file("repo/.git/commondir", "../../secret\n");

        GitInspection inspection = GitSandbox.readOnly(tree.repo()).inspect();

        assertThat(inspection.gitDirectories()).containsExactly(tree.path("repo/.git"));
        assertThat(inspection.findings(REFUSED)).isNotEmpty();
    }

    @Test
    void a_work_tree_outside_is_not_granted() throws Exception {
        tree.file("repo/.git/config", "[core]\nworktree = /etc\n");
        GitSandbox sandbox = GitSandbox.checkout(tree.repo());

        assertThat(sandbox.inspect().findings(NOT_GRANTED)).singleElement()
                .extracting(GitFinding::says).isEqualTo("core.worktree = /etc");
        assertThat(sandbox.rules().toString()).doesNotContain("/etc [");
    }

    @Test
    void a_work_tree_in_a_base_is_granted() throws Exception {
        tree.file("repo/.git/config", "[core]\nworktree = ../../secret\n");

        assertThat(GitSandbox.checkout(tree.repo()).allowBase(tree.path("secret")).rules().toString())
                .contains("path_beneath " + tree.path("secret") + " // . [WRITE_FILE, ");
    }

    private void remove(String name) throws IOException {
        Files.move(tree.path("repo/" + name), tree.path("away"));
    }
}
