package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.*;
import static io.github.landlauncher.explain.Explaining.NOTHING;
import static io.github.landlauncher.explain.Explaining.allowed;
import static io.github.landlauncher.explain.Explaining.denied;
import static io.github.landlauncher.explain.Explaining.explain;
import static io.github.landlauncher.explain.Explaining.open;
import static io.github.landlauncher.explain.Explaining.read;
import static io.github.landlauncher.explain.Explaining.rights;
import static io.github.landlauncher.explain.Explaining.suggests;
import static io.github.landlauncher.explain.Explaining.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenExplainedTest {

    @TempDir Path temporary;

    private Path root;
    private Path directory;
    private Path file;

    @BeforeEach
    void make_files() throws IOException {
        root = temporary.toRealPath();
        directory = Files.createDirectory(root.resolve("d"));
        file = Files.writeString(directory.resolve("f"), "text");
    }

    private SandboxPolicy allowing(Path path, AccessFs... rights) {
        return NOTHING.allow(rights(rights), path);
    }

    @Test
    void what_no_rule_is_about_is_denied() {
        Explanation explanation = explain(NOTHING, read(file));

        denied(explanation, "EACCES", file, READ_FILE);
        suggests(explanation, NOTHING, ".allowRead(\"" + file + "\")");
        assertThat(explanation.toString()).startsWith("denied (EACCES): READ_FILE on " + file
                + " is missing\n  no rule is on " + file + " or above it\n  add .allowRead(\"" + file + "\")");
    }

    @Test
    void a_rule_on_a_directory_covers_what_is_below_it() {
        SandboxPolicy policy = allowing(root, READ_FILE);

        allowed(explain(policy, read(file)));
        denied(explain(policy, read(directory)), "EACCES", directory, READ_DIR);
        assertThat(explain(policy, read(file)).toString())
                .isEqualTo("allowed: path_beneath " + root + " [READ_FILE] exactly");
    }

    @Test
    void rules_on_a_file_and_on_directories_above_it_add_up() {
        SandboxPolicy policy = allowing(root, READ_FILE).allow(rights(WRITE_FILE), file);

        allowed(explain(policy, open(file, OpenFlag.READ, OpenFlag.WRITE)));
        Requirement.OnPath on =
                (Requirement.OnPath) explain(policy, open(file, OpenFlag.READ, OpenFlag.WRITE)).requirements().get(0);
        assertThat(on.rules()).extracting(rule -> rule.path()).containsExactly(file, root);
        assertThat(on.nearest()).contains(file);
    }

    @Test
    void a_directory_takes_another_right_than_a_file() {
        denied(explain(NOTHING, read(directory)), "EACCES", directory, READ_DIR);
        suggests(explain(NOTHING, read(directory)), NOTHING,
                ".allow(Set.of(AccessFs.READ_DIR), Path.of(\"" + directory + "\"))");
    }

    @Test
    void truncating_takes_a_right_of_its_own_on_a_file_that_is_there() {
        SandboxPolicy policy = allowing(root, WRITE_FILE, MAKE_REG);

        denied(explain(policy, open(file, OpenFlag.WRITE, OpenFlag.TRUNCATE)), "EACCES", file, TRUNCATE);
        allowed(explain(policy, open(root.resolve("new"), OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.TRUNCATE)));
    }

    @Test
    void making_a_file_takes_a_right_on_its_directory_and_then_those_of_opening_it() {
        Path made = directory.resolve("new");
        Explanation explanation = explain(NOTHING, open(made, OpenFlag.WRITE, OpenFlag.CREATE));

        assertThat(explanation.errno()).isEqualTo("EACCES");
        assertThat(explanation.unmet()).extracting(requirement -> ((Requirement.OnPath) requirement).path())
                .containsExactly(directory, made);
        suggests(explanation, NOTHING,
                ".allow(Set.of(AccessFs.WRITE_FILE, AccessFs.MAKE_REG), Path.of(\"" + directory + "\"))");
    }

    @Test
    void a_file_that_is_missing_is_explained_as_if_it_were_there() {
        Path missing = directory.resolve("missing");

        denied(explain(NOTHING, read(missing)), "EACCES", missing, READ_FILE);
        assertThat(explain(NOTHING, read(missing)).notes()).contains(missing + " does not exist");
        suggests(explain(NOTHING, read(missing)), NOTHING,
                ".allow(Set.of(AccessFs.READ_FILE), Path.of(\"" + directory + "\"))");
        allowed(explain(allowing(root, READ_FILE), read(directory.resolve("a/b/c"))));
    }

    @Test
    void opening_a_place_only_takes_nothing() {
        allowed(explain(NOTHING, open(file, OpenFlag.PATH)));
    }

    @Test
    void a_file_without_a_name_is_opened_as_one_in_its_directory() {
        Operation open = open(directory, OpenFlag.READ, OpenFlag.WRITE, OpenFlag.TMPFILE, OpenFlag.DIRECTORY);

        denied(explain(NOTHING, open), "EACCES", directory, READ_FILE, WRITE_FILE);
        allowed(explain(allowing(directory, READ_FILE, WRITE_FILE), open));
    }

    @Test
    void a_rule_that_lost_its_file_is_named_and_the_directory_suggested() throws IOException {
        SandboxPolicy policy = allowing(file, READ_FILE);
        Explainer explainer = policy.explainerOn(LandlockAbi.V7);
        allowed(explainer.explain(read(file)));
        Path other = Files.writeString(directory.resolve("g"), "new");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        Explanation explanation = explainer.explain(read(file));

        denied(explanation, "EACCES", file, READ_FILE);
        assertThat(explanation.notes()).anySatisfy(note -> assertThat(note)
                .contains("the rule on " + file + " was bound to a file that has been replaced"));
        assertThat(explanation.suggestions()).extracting(Suggestion::java).containsExactly(
                ".allow(Set.of(AccessFs.READ_FILE), Path.of(\"" + directory + "\"))");
    }

    @Test
    void a_rule_goes_with_a_directory_that_outsiders_rename() throws IOException {
        Explainer explainer = allowing(directory, READ_FILE).explainerOn(LandlockAbi.V7);
        Path renamed = Files.move(directory, root.resolve("e"));

        allowed(explainer.explain(read(renamed.resolve("f"))));
        Files.createDirectory(directory);
        Files.writeString(file, "new");
        denied(explainer.explain(read(file)), "EACCES", file, READ_FILE);
    }

    @Test
    void a_symbolic_link_is_judged_by_where_it_leads() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), file);

        denied(explain(NOTHING, read(link)), "EACCES", file, READ_FILE);
        allowed(explain(allowing(file, READ_FILE), read(link)));
    }

    @Test
    void rights_that_only_directories_have_are_left_out_on_a_file() {
        SandboxPolicy policy = NOTHING.allowReadWrite(file);
        Explanation explanation = explain(policy, new Operation.Use(file, rights(READ_FILE, READ_DIR)));

        allowed(explain(policy, write(file)));
        allowed(explanation);
        assertThat(explanation.notes()).containsExactly("READ_DIR is about directories, and " + file
                + " is not one: that is refused (ENOTDIR) whatever the policy is");
    }

    @Test
    void what_is_not_handled_is_allowed_and_said() {
        SandboxPolicy policy = SandboxPolicy.handling(rights(WRITE_FILE), Set.of(), Set.of());

        allowed(explain(policy, read(file)));
        assertThat(explain(policy, read(file)).notes())
                .containsExactly("READ_FILE is not handled by the policy, and so allowed everywhere");
    }
}
