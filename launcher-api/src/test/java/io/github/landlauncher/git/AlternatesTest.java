package io.github.landlauncher.git;

import static io.github.landlauncher.git.GitFinding.Outcome.NOT_GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** objects/info/alternates is followed within bases, for reading, and not for ever. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AlternatesTest {

    @TempDir private Path directory;
    private HostileTree tree;

    @BeforeEach
    void plant() throws IOException {
        tree = new HostileTree(directory);
    }

    @Test
    void what_is_outside_is_not_granted() throws Exception {
        tree.file("repo/.git/objects/info/alternates",
                "# mine\n\n../../../secret/objects\n/etc\n\"/etc\"\nmissing\n");

        GitInspection inspection = GitSandbox.readOnly(tree.repo()).inspect();

        assertThat(inspection.alternates()).isEmpty();
        assertThat(inspection.findings(NOT_GRANTED)).extracting(GitFinding::says)
                .containsExactly("../../../secret/objects", "/etc", "\"/etc\"", "missing");
    }

    @Test
    void what_is_in_a_base_is_granted_for_reading_whatever_the_mode() throws Exception {
        tree.file("repo/.git/objects/info/alternates", tree.path("secret/objects") + "\n");
        GitSandbox sandbox = GitSandbox.checkout(tree.repo()).allowBase(tree.path("secret"));

        assertThat(sandbox.inspect().alternates()).containsExactly(tree.path("secret/objects"));
        assertThat(sandbox.rules().toString())
                .contains("path_beneath " + tree.path("secret") + " // objects [READ_FILE, READ_DIR]");
    }

    @Test
    void each_level_is_relative_to_its_own_directory() throws Exception {
        tree.file("repo/.git/objects/info/alternates", "../../one\n");
        tree.file("repo/one/info/alternates", "../two\n");
        Files.createDirectories(tree.path("repo/two"));

        assertThat(GitSandbox.readOnly(tree.repo()).inspect().alternates())
                .containsExactly(tree.path("repo/one"), tree.path("repo/two"));
    }

    @Test
    void a_circle_ends() throws Exception {
        tree.file("repo/.git/objects/info/alternates", ".\n../../one\n");
        tree.file("repo/one/info/alternates", ".\n../.git/objects\n");

        assertThat(GitSandbox.readOnly(tree.repo()).inspect().alternates())
                .containsExactlyInAnyOrder(tree.path("repo/.git/objects"), tree.path("repo/one"));
    }

    @Test
    void many_are_cut_off() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i <= Alternates.MAX; i++) {
            Files.createDirectories(tree.path("repo/many/" + i));
            lines.append("../../many/").append(i).append('\n');
        }
        tree.file("repo/.git/objects/info/alternates", lines.toString());

        GitInspection inspection = GitSandbox.readOnly(tree.repo()).inspect();

        assertThat(inspection.alternates()).hasSize(Alternates.MAX);
        assertThat(inspection.findings(NOT_GRANTED)).singleElement()
                .extracting(GitFinding::why).isEqualTo("too many, or too deep");
    }

    @Test
    void a_list_that_is_a_symbolic_link_is_not_read() throws Exception {
        tree.link("repo/.git/objects/info/alternates", "/etc/passwd");

        assertThat(GitSandbox.readOnly(tree.repo()).inspect().findings(NOT_GRANTED)).singleElement()
                .extracting(GitFinding::why).isEqualTo("cannot be read: not a plain file");
    }
}
