package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.*;
import static io.github.landlauncher.explain.Explaining.NOTHING;
import static io.github.landlauncher.explain.Explaining.allowed;
import static io.github.landlauncher.explain.Explaining.denied;
import static io.github.landlauncher.explain.Explaining.explain;
import static io.github.landlauncher.explain.Explaining.open;
import static io.github.landlauncher.explain.Explaining.rights;
import static io.github.landlauncher.explain.Explaining.suggests;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangesExplainedTest {

    @TempDir Path temporary;

    private Path directory;
    private Path file;

    @BeforeEach
    void make_files() throws IOException {
        directory = temporary.toRealPath();
        file = Files.writeString(directory.resolve("f"), "text");
    }

    @ParameterizedTest
    @EnumSource(value = AccessFs.class, mode = Mode.MATCH_ALL, names = "MAKE_.*")
    void making_takes_the_right_for_the_kind_of_file_on_its_directory(AccessFs right) {
        Operation make = new Operation.Make(directory.resolve("new"), right);

        denied(explain(NOTHING, make), "EACCES", directory, right);
        suggests(explain(NOTHING, make), NOTHING,
                ".allow(Set.of(AccessFs." + right + "), Path.of(\"" + directory + "\"))");
    }

    @Test
    void making_what_exists_is_refused_by_no_policy() {
        Explanation explanation = explain(NOTHING, new Operation.Make(file, MAKE_DIR));

        allowed(explanation);
        assertThat(explanation.notes())
                .containsExactly(file + " exists already: that is refused (EEXIST) whatever the policy is");
    }

    @Test
    void making_a_file_where_a_link_leads_takes_the_right_there() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), other.resolve("new"));

        denied(explain(NOTHING, open(link, OpenFlag.CREATE)), "EACCES", other, MAKE_REG);
        allowed(explain(NOTHING, new Operation.Make(link, MAKE_REG))); // exists, as a link
    }

    @Test
    void making_a_file_that_must_be_new_does_not_follow_a_link() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("new"));
        Explanation explanation = explain(NOTHING, open(link, OpenFlag.CREATE, OpenFlag.EXCLUSIVE));

        allowed(explanation);
        assertThat(explanation.notes()).anyMatch(note -> note.contains("EEXIST"));
    }

    @Test
    void removing_takes_the_right_on_the_directory() {
        denied(explain(NOTHING, new Operation.Remove(file, REMOVE_FILE)), "EACCES", directory, REMOVE_FILE);
        denied(explain(NOTHING, new Operation.Remove(directory, REMOVE_DIR)),
                "EACCES", directory.getParent(), REMOVE_DIR);
    }

    @Test
    void removing_a_link_removes_not_what_it_leads_to() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);

        denied(explain(NOTHING, new Operation.Remove(link, REMOVE_FILE)), "EACCES", directory, REMOVE_FILE);
    }

    @Test
    void truncating_by_path_takes_its_right_on_the_file() {
        denied(explain(NOTHING, new Operation.Truncate(file)), "EACCES", file, TRUNCATE);
        suggests(explain(NOTHING, new Operation.Truncate(file)), NOTHING,
                ".allow(Set.of(AccessFs.TRUNCATE), Path.of(\"" + file + "\"))");
    }

    @Test
    void flags_that_make_no_sense_together_are_refused_by_no_policy() {
        Explanation explanation = explain(NOTHING, open(directory, OpenFlag.READ, OpenFlag.TMPFILE));

        allowed(explanation);
        assertThat(explanation.notes())
                .containsExactly("these flags are refused together (EINVAL) whatever the policy is");
        allowed(explain(NOTHING, open(directory, OpenFlag.WRITE, OpenFlag.TMPFILE, OpenFlag.CREATE)));
        allowed(explain(NOTHING, open(file, OpenFlag.READ, OpenFlag.CREATE, OpenFlag.DIRECTORY)));
    }

    @Test
    void truncating_what_is_no_regular_file_is_refused_by_no_policy() {
        Explanation explanation = explain(NOTHING, new Operation.Truncate(directory));

        allowed(explanation);
        assertThat(explanation.notes())
                .containsExactly(directory + " is a directory: that is refused (EISDIR) whatever the policy is");
        allowed(explain(NOTHING, new Operation.Truncate(Path.of("/dev/null"))));
    }

    @Test
    void below_abi_3_a_containment_refuses_truncation_in_place_of_the_right() {
        SandboxPolicy policy = NOTHING.bestEffort(LandlockAbi.V1);

        allowed(explain(policy, LandlockAbi.V2, new Operation.Truncate(file)));
        Explanation explanation =
                explain(policy.containment(), LandlockAbi.V2, new Operation.Truncate(file));
        assertThat(explanation.errno()).isEqualTo("EACCES");
        assertThat(explanation.suggestions()).isEmpty();
        assertThat(explanation.notes()).contains("nothing allows it but leaving out containment()");
    }

    @Test
    void ioctl_takes_its_right_on_devices_only() {
        denied(explain(NOTHING, new Operation.ControlDevice(Path.of("/dev/null"))),
                "EACCES", Path.of("/dev/null"), IOCTL_DEV);
        allowed(explain(NOTHING, new Operation.ControlDevice(file)));
    }

    @Test
    void a_unix_socket_takes_its_right_since_abi_9() {
        Operation resolve = new Operation.ResolveUnix(directory.resolve("socket"));
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V9).bestEffort(LandlockAbi.V1);

        Explanation denied = explain(policy, resolve);
        denied(denied, "EACCES", directory.resolve("socket"), RESOLVE_UNIX);
        assertThat(denied.notes()).anyMatch(note -> note.startsWith("a socket that the program has bound"));
        Explanation older = explain(policy, LandlockAbi.V8, resolve);
        allowed(older);
        assertThat(older.notes())
                .anyMatch(note -> note.startsWith("RESOLVE_UNIX: dropped (needs Landlock ABI 9"))
                .noneMatch(note -> note.startsWith("a socket that the program has bound"));
    }

    @Test
    void opening_what_the_kernel_refuses_anyway_is_refused_by_no_policy() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        allowed(explain(NOTHING, open(directory, OpenFlag.WRITE)));
        allowed(explain(NOTHING, open(file, OpenFlag.READ, OpenFlag.DIRECTORY)));
        allowed(explain(NOTHING, open(link, OpenFlag.READ, OpenFlag.NO_FOLLOW)));
        assertThat(explain(NOTHING, open(link, OpenFlag.READ, OpenFlag.NO_FOLLOW)).toString())
                .isEqualTo("allowed\n  " + link + " is a symbolic link: that is refused (ELOOP)"
                        + " whatever the policy is");
    }

    @Test
    void rights_used_on_a_directory_are_those_in_it() {
        suggests(explain(NOTHING, new Operation.Use(directory, rights(READ_FILE, READ_DIR))), NOTHING,
                ".allowRead(\"" + directory + "\")");
        suggests(explain(NOTHING, new Operation.Use(directory, rights(READ_FILE, READ_DIR, EXECUTE))), NOTHING,
                ".allowReadExecute(\"" + directory + "\")");
    }
}
