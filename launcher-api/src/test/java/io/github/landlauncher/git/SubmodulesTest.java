package io.github.landlauncher.git;

import static io.github.landlauncher.git.GitFinding.Outcome.NEUTRALISED;
import static io.github.landlauncher.git.GitFinding.Outcome.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Wherever git may take a directory for a repository, its configuration is looked at, or refused. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SubmodulesTest {

    private static final String FILTER = "[filter \"f\"]\nclean = x\n";

    @TempDir private Path directory;
    private HostileTree tree;

    @BeforeEach
    void plant() throws IOException {
        tree = new HostileTree(directory);
    }

    @Test
    void a_file_may_stand_for_refs() throws Exception {
        tree.repository("repo/.git/modules/lib");
        Files.delete(tree.path("repo/.git/modules/lib/refs"));
        tree.file("repo/.git/modules/lib/refs", "");
        tree.file("repo/.git/modules/lib/config", FILTER);

        assertThat(found(false)).extracting(GitFinding::outcome).containsExactly(NEUTRALISED);
    }

    @Test
    void a_bare_repository_may_have_a_work_tree() throws Exception {
        tree.file("secret/config", "[core]\nworktree = .\n");
        tree.repository("secret/lib/.git");
        tree.file("secret/lib/.git/config", FILTER);
        Choices choices = new Choices(Choices.Mode.READ_ONLY, tree.path("secret"));

        assertThat(Examination.of(choices, true).overrides()).containsKey("filter.f.clean");
    }

    @Test
    void a_repository_may_be_in_a_git_directory() throws Exception {
        tree.repository("repo/.git/info/lib/.git");
        tree.file("repo/.git/info/lib/.git/config", FILTER);

        assertThat(found(true)).extracting(GitFinding::outcome).containsExactly(NEUTRALISED);
    }

    @Test
    void a_list_of_submodules_that_is_not_read_to_its_end_is_refused() throws Exception {
        tree.file("repo/.gitmodules", "[a]\n" + "b\n".repeat(ConfigReader.MAX_ENTRIES)
                + "[submodule \"lib\"]\npath = lib\n");

        assertThat(found(false)).extracting(GitFinding::outcome).containsExactly(REFUSED);
    }

    @Test
    void a_path_of_which_versions_of_git_make_different_things_is_refused() throws Exception {
        tree.file("repo/.gitmodules", "[submodule \"lib\"]\npath = l\ti\n");
        tree.file("repo/.git/config", "[core]\nworktree = w\rt\n");

        assertThat(found(false)).extracting(GitFinding::outcome).containsExactly(REFUSED, REFUSED);
    }

    @Test
    void submodules_that_lead_to_each_other_take_no_stack() throws Exception {
        int many = 6_000;
        tree.file("repo/.gitmodules", "[submodule \"n\"]\npath = 0\n");
        for (int i = 0; i < many; i++) {
            tree.file("repo/" + i + "/.gitmodules", "[submodule \"n\"]\npath = ../" + (i + 1) + "\n");
            tree.file("repo/" + i + "/.git/HEAD", "");
            tree.file("repo/" + i + "/.git/commondir", "../../.git\n");
        }
        tree.file("repo/" + (many - 1) + "/.git/config", FILTER);

        assertThat(found(false)).extracting(GitFinding::outcome).containsExactly(NEUTRALISED);
    }

    @Test
    void no_more_is_read_than_fits() throws Exception {
        tree.file("repo/.git/big", "#".repeat(SmallFile.LARGEST));
        for (int i = 0; i < 70; i++) {
            tree.repository("repo/.git/modules/m" + i);
            Files.delete(tree.path("repo/.git/modules/m" + i + "/config"));
            tree.link("repo/.git/modules/m" + i + "/config", "../../big");
        }

        assertThat(found(false)).extracting(GitFinding::outcome).contains(REFUSED).containsOnly(REFUSED);
        assertThat(found(false)).extracting(GitFinding::why)
                .allMatch(why -> why.contains("bytes have been read"));
    }

    @Test
    void a_path_that_is_too_long_to_look_at_may_be_there_for_git() throws Exception {
        Path deep = tree.path("repo/.git/modules");
        while (deep.toString().length() < 3_830) {
            deep = deep.resolve("d".repeat(200));
        }
        deep = deep.resolve("e".repeat(4_092 - deep.toString().length() - 2));

        Files.createDirectories(deep);

        assertThat(found(false)).extracting(GitFinding::outcome).contains(REFUSED);
    }

    @Test
    void an_interrupted_sequence_names_no_strategy_with_a_directory() throws Exception {
        tree.file("repo/.git/rebase-merge/strategy", "a/b\n");
        tree.file("repo/.git/sequencer/opts", "[options]\nstrategy = c/d\n");
        Choices checkout = new Choices(Choices.Mode.CHECKOUT, tree.repo());

        assertThat(Examination.of(checkout, false).findings().all())
                .extracting(GitFinding::outcome).containsExactly(REFUSED, REFUSED);

        tree.file("repo/.git/rebase-merge/strategy", "ort\n");
        tree.file("repo/.git/sequencer/opts", "[options]\nstrategy = ort\n");
        assertThat(Examination.of(checkout, false).findings().all()).isEmpty();
    }

    private List<GitFinding> found(boolean everywhere) throws IOException {
        return Examination.of(new Choices(Choices.Mode.READ_ONLY, tree.repo()), everywhere).findings().all();
    }
}
