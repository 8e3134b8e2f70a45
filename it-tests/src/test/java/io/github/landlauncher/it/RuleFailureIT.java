package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start says whose rules cannot be made, and that nothing is left of it. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RuleFailureIT {

    @TempDir private Path directory;

    @Test
    void a_rule_on_a_missing_path() throws Exception {
        Path missing = directory.resolve("missing");
        SandboxStartException failure = Failures.of(probe(Sandbox.policy().allowRead(missing)));

        Failures.assertReported(failure, StartStep.OPEN_PATH, Errno.ENOENT);
        assertThat(Failures.firstLine(failure))
                .isEqualTo(
                        "Cannot run program \"%s\": rule \"path_beneath %s [READ_FILE, READ_DIR]\":"
                                        .formatted(Probe.path(), missing)
                                + " error=2, No such file or directory");
    }

    @Test
    void a_rule_on_a_path_below_a_file() throws Exception {
        Path below = Files.writeString(directory.resolve("file"), "text").resolve("name");

        Failures.assertReported(
                Failures.of(probe(Sandbox.policy().allowRead(below))),
                StartStep.OPEN_PATH,
                Errno.ENOTDIR);
    }

    @Test
    void a_rule_that_writes_on_a_symbolic_link() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);

        Failures.assertReported(
                Failures.of(probe(Sandbox.policy().allowReadWrite(link))),
                StartStep.OPEN_PATH,
                Errno.ELOOP);
    }

    @Test
    void a_rule_that_leaves_its_base() throws Exception {
        Failures.assertReported(
                Failures.of(probe(Sandbox.policy().allowReadBeneath(directory, ".."))),
                StartStep.OPEN_PATH,
                Errno.EXDEV);
    }

    @Test
    void a_rule_with_a_directory_s_right_on_a_file() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "text");
        SandboxPolicy policy = Sandbox.policy().allow(Set.of(AccessFs.READ_DIR), file);

        Failures.assertReported(Failures.of(probe(policy)), StartStep.ADD_RULE, Errno.EINVAL);
    }

    @Test
    void a_ruleset_for_a_missing_path() {
        Path missing = directory.resolve("missing");
        SandboxStartException failure =
                catchThrowableOfType(
                        SandboxStartException.class,
                        () -> Sandbox.policy().allowRead(missing).createRuleset());

        Failures.assertReported(failure, StartStep.OPEN_PATH, Errno.ENOENT);
        assertThat(failure).hasMessageStartingWith("Cannot create the ruleset: rule \"");
    }

    private static SandboxedProcessBuilder probe(SandboxPolicy policy) {
        return new SandboxedProcessBuilder(Probe.command("exit", "0")).policy(policy);
    }
}
