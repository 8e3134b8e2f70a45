package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule is bound to the file that was opened, and not to its name. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RuleIdentityIT {

    @TempDir private Path directory;
    private Path file;
    private Path inner;

    @BeforeEach
    void make_files() throws IOException {
        file = Files.writeString(directory.resolve("file"), "text");
        inner = Files.createDirectory(directory.resolve("dir")).resolve("file");
        Files.writeString(inner, "text");
    }

    @Test
    void without_a_policy_both_files_can_be_read() throws Exception {
        assertThat(Probe.runFree("read", file.toString())).succeeds();
        assertThat(Probe.runFree("read", inner.toString())).succeeds();
    }

    @Test
    void a_rule_on_a_file_covers_that_file_alone() throws Exception {
        SandboxPolicy policy = Sandbox.policy().allowRead(file);

        assertThat(read(policy, file)).succeeds();
        assertThat(read(policy, inner)).failsWith(Errno.EACCES);
        assertThat(Sandbox.run(policy, "write", file.toString())).failsWith(Errno.EACCES);
    }

    @Test
    void a_rule_on_a_file_covers_it_under_its_other_names() throws Exception {
        Path second = Files.createLink(inner.resolveSibling("second"), file);

        assertThat(read(Sandbox.policy().allowRead(file), second)).succeeds();
    }

    @Test
    void a_file_replaced_by_rename_is_no_longer_covered() throws Exception {
        try (Ruleset ruleset = Sandbox.policy().allowRead(file).createRuleset()) {
            assertThat(read(ruleset, file)).succeeds();

            Path next = Files.writeString(directory.resolve("next"), "text");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

            assertThat(read(ruleset, file)).failsWith(Errno.EACCES);
        }
    }

    @Test
    void a_file_removed_and_made_anew_is_no_longer_covered() throws Exception {
        try (Ruleset ruleset = Sandbox.policy().allowRead(file).createRuleset()) {
            Files.delete(file);
            Files.writeString(file, "text");

            assertThat(read(ruleset, file)).failsWith(Errno.EACCES);
        }
    }

    @Test
    void a_fresh_ruleset_covers_the_file_that_is_there_now() throws Exception {
        SandboxPolicy policy = Sandbox.policy().allowRead(file);
        assertThat(read(policy, file)).succeeds();

        Path next = Files.writeString(directory.resolve("next"), "text");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(read(policy, file)).succeeds();
    }

    @Test
    void a_rule_on_a_directory_covers_files_that_are_replaced_in_it() throws Exception {
        try (Ruleset ruleset = Sandbox.policy().allowRead(inner.getParent()).createRuleset()) {
            Path next = Files.writeString(inner.resolveSibling("next"), "text");
            Files.move(next, inner, StandardCopyOption.ATOMIC_MOVE);

            assertThat(read(ruleset, inner)).succeeds();
        }
    }

    @Test
    void a_rule_on_a_directory_follows_it_to_its_new_name() throws Exception {
        try (Ruleset ruleset = Sandbox.policy().allowRead(inner.getParent()).createRuleset()) {
            Path moved = Files.move(inner.getParent(), directory.resolve("moved"));
            Files.createDirectory(inner.getParent());
            Files.writeString(inner, "text");

            assertThat(read(ruleset, moved.resolve("file"))).succeeds();
            assertThat(read(ruleset, inner)).failsWith(Errno.EACCES);
        }
    }

    private static ProbeResult read(SandboxPolicy policy, Path path) throws Exception {
        return Sandbox.run(policy, "read", path.toString());
    }

    private static ProbeResult read(Ruleset ruleset, Path path) throws Exception {
        return Sandbox.run(
                new SandboxedProcessBuilder(Probe.command("read", path.toString()))
                        .ruleset(ruleset));
    }
}
