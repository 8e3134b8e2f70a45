package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.*;
import static io.github.landlauncher.explain.Explaining.NOTHING;
import static io.github.landlauncher.explain.Explaining.allowed;
import static io.github.landlauncher.explain.Explaining.denied;
import static io.github.landlauncher.explain.Explaining.explain;
import static io.github.landlauncher.explain.Explaining.rights;
import static io.github.landlauncher.explain.Explaining.suggests;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RenameExplainedTest {

    @TempDir Path temporary;

    private Path a;
    private Path b;
    private Path file;
    private Path moved;

    @BeforeEach
    void make_files() throws IOException {
        Path root = temporary.toRealPath();
        a = Files.createDirectory(root.resolve("a"));
        b = Files.createDirectory(root.resolve("b"));
        file = Files.writeString(a.resolve("f"), "text");
        moved = b.resolve("f");
    }

    private static Operation rename(Path from, Path to) {
        return new Operation.Rename(from, to, false);
    }

    private SandboxPolicy allowing(Path path, AccessFs... rights) {
        return NOTHING.allow(rights(rights), path);
    }

    /** What it takes to move a file from the one to the other. */
    private SandboxPolicy moving() {
        return allowing(a, REFER, REMOVE_FILE).allow(rights(REFER, MAKE_REG), b);
    }

    @Test
    void within_a_directory_takes_making_and_removing_there() {
        denied(explain(NOTHING, rename(file, a.resolve("g"))), "EACCES", a, MAKE_REG, REMOVE_FILE);
        allowed(explain(allowing(a, MAKE_REG, REMOVE_FILE), rename(file, a.resolve("g"))));
        suggests(explain(NOTHING, rename(file, a.resolve("g"))), NOTHING,
                ".allow(Set.of(AccessFs.REMOVE_FILE, AccessFs.MAKE_REG), Path.of(\"" + a + "\"))");
    }

    @Test
    void of_a_directory_takes_the_rights_for_directories() throws IOException {
        Path directory = Files.createDirectory(a.resolve("d"));

        denied(explain(NOTHING, rename(directory, a.resolve("e"))), "EACCES", a, MAKE_DIR, REMOVE_DIR);
    }

    @Test
    void of_a_symbolic_link_takes_the_rights_for_the_link() throws IOException {
        Path link = Files.createSymbolicLink(a.resolve("link"), file);

        denied(explain(NOTHING, rename(link, a.resolve("e"))), "EACCES", a, MAKE_SYM, REMOVE_FILE);
    }

    @Test
    void that_replaces_a_file_takes_removing_it_too() throws IOException {
        Files.writeString(moved, "old");
        SandboxPolicy policy = moving();

        denied(explain(policy, rename(file, moved)), "EACCES", b, REMOVE_FILE);
        suggests(explain(policy, rename(file, moved)), policy,
                ".allow(Set.of(AccessFs.REMOVE_FILE), Path.of(\"" + b + "\"))");
    }

    @Test
    void across_directories_takes_refer_on_both() {
        allowed(explain(moving(), rename(file, moved)));
        denied(explain(allowing(a, REMOVE_FILE).allow(rights(REFER, MAKE_REG), b), rename(file, moved)),
                "EXDEV", a, REFER);
        denied(explain(allowing(a, REFER, REMOVE_FILE).allow(rights(MAKE_REG), b), rename(file, moved)),
                "EXDEV", b, REFER);
    }

    @Test
    void a_right_that_is_missing_goes_before_refer() {
        Explanation explanation = explain(allowing(a, REMOVE_FILE), rename(file, moved));

        assertThat(explanation.errno()).isEqualTo("EACCES");
        assertThat(explanation.unmet()).hasSize(2);
    }

    @Test
    void a_file_may_not_gain_rights_where_it_goes() {
        SandboxPolicy policy = moving().allow(rights(EXECUTE, READ_FILE, READ_DIR), b);
        Explanation explanation = explain(policy, rename(file, moved));

        assertThat(explanation.errno()).isEqualTo("EXDEV");
        assertThat(explanation.unmet()).containsExactly(
                new Requirement.NoGain(file, b, rights(EXECUTE, READ_FILE)));
        assertThat(explanation.toString()).startsWith(
                "denied (EXDEV): " + file + " would gain EXECUTE, READ_FILE in " + b);
        suggests(explanation, policy,
                ".allow(Set.of(AccessFs.EXECUTE, AccessFs.READ_FILE), Path.of(\"" + a + "\"))");
    }

    @Test
    void a_directory_may_gain_no_right_of_directories_either() throws IOException {
        Path directory = Files.createDirectory(a.resolve("d"));
        SandboxPolicy policy = allowing(a, REFER, REMOVE_DIR).allow(rights(REFER, MAKE_DIR), b);
        Explanation explanation = explain(policy, rename(directory, b.resolve("d")));

        assertThat(explanation.unmet()).containsExactly(
                new Requirement.NoGain(directory, b, rights(MAKE_DIR)));
        suggests(explanation, policy, ".allow(Set.of(AccessFs.MAKE_DIR), Path.of(\"" + a + "\"))");
    }

    @Test
    void what_a_rule_on_the_file_allows_is_no_gain() {
        SandboxPolicy policy = moving().allow(rights(READ_FILE), b).allow(rights(READ_FILE), file);

        allowed(explain(policy, rename(file, moved)));
    }

    @Test
    void what_a_rule_above_both_allows_is_no_gain() {
        SandboxPolicy policy = moving()
                .allow(rights(READ_FILE), b)
                .allow(rights(READ_FILE), a.getParent());

        allowed(explain(policy, rename(file, moved)));
    }

    @Test
    void what_may_do_everything_on_both_sides_may_go() {
        SandboxPolicy policy = NOTHING.allow(NOTHING.handledFs(), a, b);

        allowed(explain(policy, rename(file, moved)));
    }

    @Test
    void an_exchange_takes_everything_both_ways() throws IOException {
        Path directory = Files.createDirectory(b.resolve("d"));
        Operation exchange = new Operation.Rename(file, directory, true);
        Explanation explanation = explain(NOTHING, exchange);

        assertThat(explanation.errno()).isEqualTo("EACCES");
        assertThat(explanation.requirements().stream().limit(2).map(on -> ((Requirement.OnPath) on).required()))
                .containsExactly(
                        rights(REFER, REMOVE_FILE, MAKE_DIR), rights(REFER, MAKE_REG, REMOVE_DIR));
        assertThat(explanation.requirements()).hasSize(4);
        SandboxPolicy fixed = NOTHING;
        for (Suggestion suggestion : explanation.suggestions()) {
            fixed = suggestion.allowIn(fixed);
        }
        allowed(explain(fixed, exchange));
    }

    @Test
    void an_exchange_lets_neither_gain_rights() throws IOException {
        Files.writeString(moved, "other");
        Set<AccessFs> needed = rights(REFER, REMOVE_FILE, MAKE_REG);
        SandboxPolicy policy = NOTHING.allow(needed, a, b).allow(rights(READ_FILE), a);
        Explanation explanation = explain(policy, new Operation.Rename(file, moved, true));

        assertThat(explanation.unmet()).containsExactly(
                new Requirement.NoGain(moved, a, rights(READ_FILE)));
        suggests(explanation, policy, ".allow(Set.of(AccessFs.READ_FILE), Path.of(\"" + b + "\"))");
    }

    @Test
    void a_link_takes_making_only() {
        Operation link = new Operation.Link(file, a.resolve("g"));

        denied(explain(NOTHING, link), "EACCES", a, MAKE_REG);
        allowed(explain(allowing(a, REFER).allow(rights(REFER, MAKE_REG), b), new Operation.Link(file, moved)));
    }

    @Test
    void a_link_to_what_exists_is_refused_by_no_policy() throws IOException {
        Files.writeString(moved, "old");
        Explanation explanation = explain(NOTHING, new Operation.Link(file, moved));

        allowed(explanation);
        assertThat(explanation.notes())
                .containsExactly(moved + " exists already: that is refused (EEXIST) whatever the policy is");
    }

    @Test
    void abi_1_refuses_every_way_across_directories_and_looks_at_nothing_else() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V1);
        Explanation explanation = explain(policy, LandlockAbi.V1, rename(file, moved));

        assertThat(explanation.errno()).isEqualTo("EXDEV");
        assertThat(explanation.suggestions()).isEmpty();
        assertThat(explanation.notes()).anyMatch(note -> note.contains("ABI 1 denies renaming"));
        denied(explain(policy, LandlockAbi.V1, rename(file, a.resolve("g"))),
                "EACCES", a, MAKE_REG, REMOVE_FILE);
    }

    @Test
    void refer_is_denied_to_who_handles_another_right_and_nothing_can_allow_it() {
        SandboxPolicy policy = SandboxPolicy.handling(rights(READ_FILE), Set.of(), Set.of());
        Explanation explanation = explain(policy, rename(file, moved));

        assertThat(explanation.errno()).isEqualTo("EXDEV");
        assertThat(explanation.suggestions()).isEmpty();
        assertThat(explanation.notes()).anyMatch(note -> note.contains("does not handle REFER"));
    }

    @Test
    void refer_is_not_denied_to_who_handles_no_right_on_files() {
        SandboxPolicy policy = SandboxPolicy.handling(Set.of(), Set.of(), Set.of(Scope.SIGNAL));

        allowed(explain(policy, rename(file, moved)));
    }

    @Test
    void another_mount_is_refused_by_no_policy() {
        Explanation explanation = explain(NOTHING, rename(file, Path.of("/proc/f")));

        allowed(explanation);
        assertThat(explanation.notes()).anyMatch(note -> note.contains("different mounts"));
    }
}
