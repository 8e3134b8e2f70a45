package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.landlauncher.spi.StepFailedException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's words for a failed start, beside those of ProcessBuilder for the same inner message. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartFailureTest {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V7);
    private static final String MISSING = "landlauncher-no-such-program";

    private final FakeLauncher launcher = FakeLauncher.reset();

    @Test
    void a_failed_step_is_told_as_process_builder_does() {
        IOException theirs = failureOf(new ProcessBuilder(MISSING, "argument"));
        StepFailedException inner =
                new StepFailedException(StartStep.EXECVE, 2, theirs.getCause().getMessage(), List.of());
        launcher.failAfter(0, inner);

        assertThatThrownBy(() -> builder(MISSING, "argument").start())
                .isInstanceOfSatisfying(SandboxStartException.class, e -> {
                    assertThat(e.step()).isEqualTo(StartStep.EXECVE);
                    assertThat(e.errno()).isEqualTo(2);
                })
                .hasMessage(theirs.getMessage())
                .hasCause(inner);
    }

    @Test
    void the_directory_is_named_as_process_builder_does(@TempDir Path temporary) {
        File directory = temporary.toFile();
        IOException theirs = failureOf(new ProcessBuilder(MISSING).directory(directory));
        launcher.failAfter(0, new StepFailedException(
                StartStep.EXECVE, 2, theirs.getCause().getMessage(), List.of()));

        assertThat(theirs).hasMessageContaining(" (in directory \"" + directory + "\"): ");
        assertThatThrownBy(() -> builder(MISSING).directory(directory).start())
                .hasMessage(theirs.getMessage());
    }

    @Test
    void advice_follows_on_lines_of_its_own() {
        launcher.failAfter(0, new StepFailedException(
                StartStep.EXECVE,
                13,
                "error=13, Permission denied",
                List.of(
                        "The policy does not allow EXECUTE on /usr/bin/convert."
                                + " Add .allowReadExecute(\"/usr/bin\").",
                        "See docs/errors.md#execve-eacces")));

        assertThatThrownBy(() -> builder("convert").start()).hasMessage("""
                Cannot run program "convert": error=13, Permission denied
                  The policy does not allow EXECUTE on /usr/bin/convert. Add .allowReadExecute("/usr/bin").
                  See docs/errors.md#execve-eacces""");
    }

    @Test
    void a_redirect_that_cannot_be_opened_fails_as_with_process_builder(@TempDir Path temporary) {
        File missing = temporary.resolve("no/such/file").toFile();
        IOException theirs = failureOf(new ProcessBuilder(MISSING).redirectInput(missing));
        assertThat(theirs).hasCauseExactlyInstanceOf(FileNotFoundException.class);
        launcher.failAfter(0, (IOException) theirs.getCause());

        assertThatThrownBy(() -> builder(MISSING).redirectInput(missing).start())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(theirs.getMessage())
                .cause()
                .isSameAs(theirs.getCause());
    }

    @Test
    void an_illegal_argument_inside_is_wrapped_as_with_process_builder() {
        IllegalArgumentException inner = new IllegalArgumentException("inner");
        launcher.failAfter(0, inner);

        assertThatThrownBy(() -> builder("a").start())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("Cannot run program \"a\": inner")
                .cause()
                .isSameAs(inner);
    }

    @Test
    void an_illegal_state_inside_is_not_wrapped() {
        IllegalStateException closed = new IllegalStateException("the ruleset is closed");
        launcher.failAfter(0, closed);

        assertThatThrownBy(() -> builder("a").start()).isSameAs(closed);
    }

    @Test
    void a_kernel_that_cannot_enforce_the_policy_is_told_unwrapped() {
        launcher.support = LandlockSupport.ofAbi(0);

        assertThatThrownBy(() -> builder("a").start())
                .isInstanceOfSatisfying(SandboxUnavailableException.class, e ->
                        assertThat(e.support()).isEqualTo(LandlockSupport.ofAbi(0)))
                .hasMessageStartingWith("Cannot enforce the policy: this kernel does not implement Landlock")
                .hasNoCause();
    }

    @Test
    void best_effort_starts_where_strict_does_not() throws IOException {
        launcher.support = LandlockSupport.ofAbi(4);

        assertThatThrownBy(() -> builder("a").start()).isInstanceOf(SandboxUnavailableException.class);
        SandboxedProcess process =
                builder("a").policy(POLICY.bestEffort(LandlockAbi.V1)).start();

        assertThat(process.enforcement().level()).isEqualTo(Enforcement.Level.PARTIALLY);
    }

    private static IOException failureOf(ProcessBuilder builder) {
        IOException failure = catchThrowableOfType(IOException.class, builder::start);
        assertThat(failure).hasCauseInstanceOf(IOException.class);
        return failure;
    }

    private static SandboxedProcessBuilder builder(String... command) {
        return new SandboxedProcessBuilder(command).policy(POLICY);
    }
}
