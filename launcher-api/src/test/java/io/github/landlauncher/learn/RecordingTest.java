package io.github.landlauncher.learn;

import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static io.github.landlauncher.explain.OpenFlag.CREATE;
import static io.github.landlauncher.explain.OpenFlag.EXCLUSIVE;
import static io.github.landlauncher.explain.OpenFlag.READ;
import static io.github.landlauncher.explain.OpenFlag.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.explain.Subject;
import io.github.landlauncher.learn.PathUse.Origin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordingTest {

    private static final Subject ROOT = new Subject(0, 0, Set.of(), -1L);

    private Path directory;
    private Recording recording;

    @BeforeEach
    void begin(@TempDir Path temporary) throws IOException {
        directory = temporary.toRealPath();
        recording = Recording.of(everything().explainerOn(LandlockAbi.V7));
    }

    private static SandboxPolicy everything() {
        return SandboxPolicy.handling(LandlockAbi.V7.accessFs(), Set.of(), Set.of())
                .allow(LandlockAbi.V7.accessFs(), Path.of("/"));
    }

    private void attempt(Operation operation) {
        attempt(operation, ROOT);
    }

    private void attempt(Operation operation, Subject subject) {
        recording.attempted(new Attempt(7, Optional.of(Path.of("/usr/bin/prog")), "call", operation, subject));
    }

    private void open(String name, OpenFlag... flags) {
        attempt(new Operation.Open(directory.resolve(name), Set.of(flags)));
    }

    private Path file(String name) throws IOException {
        return Files.writeString(directory.resolve(name), "");
    }

    private Set<AccessFs> rights(Path path) {
        return recording.uses().stream().filter(use -> use.path().equals(path)).findFirst().orElseThrow().rights();
    }

    @Test
    void a_file_that_is_read_is_recorded_with_the_program() throws IOException {
        Path file = file("f");

        open("f", READ);

        assertThat(recording.uses()).singleElement().satisfies(use -> {
            assertThat(use.path()).isEqualTo(file);
            assertThat(use.rights()).containsExactly(READ_FILE);
            assertThat(use.origin()).isEqualTo(Origin.FOUND);
            assertThat(use.programs()).containsExactly(Path.of("/usr/bin/prog"));
        });
    }

    @Test
    void a_file_that_is_missing_is_no_need() {
        open("missing", READ);

        assertThat(recording.uses()).isEmpty();
    }

    @Test
    void a_file_that_is_there_when_it_must_not_be_is_no_need() throws IOException {
        file("f");

        open("f", WRITE, CREATE, EXCLUSIVE);

        assertThat(recording.uses()).isEmpty();
    }

    @Test
    void what_owner_and_mode_forbid_is_no_need() throws IOException {
        Path file = file("f");
        Files.setPosixFilePermissions(file, Set.of());

        attempt(new Operation.Open(file, Set.of(READ)), new Subject(4711, 4711, Set.of(), 0));

        assertThat(recording.uses()).isEmpty();
    }

    @Test
    void a_file_that_is_made_is_the_program_s_and_a_need_of_the_directory() {
        open("new", WRITE, CREATE);

        assertThat(rights(directory)).containsExactly(MAKE_REG);
        assertThat(rights(directory.resolve("new"))).containsExactly(WRITE_FILE);
        assertThat(recording.uses()).filteredOn(use -> use.origin() == Origin.MADE)
                .extracting(PathUse::path).containsExactly(directory.resolve("new"));
    }

    @Test
    void the_helper_that_executes_the_program_is_no_program() throws IOException {
        Path file = file("f");

        recording.attempted(new Attempt(7, Optional.of(Path.of("/memfd:landlock-exec")), "openat",
                new Operation.Open(file, Set.of(READ)), ROOT));

        assertThat(recording.uses()).singleElement().satisfies(use -> assertThat(use.programs()).isEmpty());
    }

    @Test
    void a_file_that_is_opened_to_be_made_and_is_there_stays_a_need_by_itself() throws IOException {
        Path file = file("f");

        open("f", WRITE, CREATE);

        assertThat(recording.uses()).singleElement().satisfies(use -> {
            assertThat(use.path()).isEqualTo(file);
            assertThat(use.origin()).isEqualTo(Origin.FOUND);
        });
    }

    @Test
    void what_a_rename_replaces_is_recorded_as_that_and_the_move() throws IOException {
        Path in = Files.createDirectory(directory.resolve("in"));
        Path out = Files.createDirectory(directory.resolve("out"));
        file("in/a");
        file("out/b");

        attempt(new Operation.Rename(in.resolve("a"), out.resolve("b"), false));

        assertThat(rights(in)).contains(AccessFs.REMOVE_FILE, AccessFs.REFER);
        assertThat(rights(out)).contains(AccessFs.MAKE_REG, AccessFs.REMOVE_FILE, AccessFs.REFER);
        assertThat(recording.moves()).containsExactly(new Move(in, out, false));
        assertThat(recording.uses()).filteredOn(use -> use.origin() == Origin.REPLACED)
                .extracting(PathUse::path).containsExactly(out.resolve("b"));
    }

    @Test
    void ports_and_scopes_are_recorded() {
        attempt(new Operation.UsePort(AccessNet.CONNECT_TCP, 443));
        attempt(new Operation.Reach(Scope.SIGNAL));

        assertThat(recording.portRules()).hasSize(1);
        assertThat(recording.scopes()).containsExactly(Scope.SIGNAL);
    }

    @Test
    void a_recording_of_denials_has_only_what_the_policy_denies() throws IOException {
        file("f");
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7).allow(Set.of(READ_FILE), directory);
        recording = Recording.ofDenials(policy.explainerOn(LandlockAbi.V7));

        open("f", READ);
        attempt(new Operation.UsePort(AccessNet.CONNECT_TCP, 443));

        assertThat(recording.uses()).isEmpty();
        assertThat(recording.portRules()).hasSize(1);
    }

    @Test
    void an_attempt_that_cannot_be_evaluated_is_one_that_was_not_seen() {
        Path elsewhere = Path.of(URI.create("jrt:/java.base"));

        attempt(new Operation.Rename(elsewhere, directory.resolve("x"), false));

        assertThat(recording.unseen()).singleElement().asString().startsWith("what call needs could not be found out");
    }

    @Test
    void what_is_not_seen_is_kept_once() {
        recording.unseen("why");
        recording.unseen("why");

        assertThat(recording.unseen()).containsExactly("why");
    }
}
