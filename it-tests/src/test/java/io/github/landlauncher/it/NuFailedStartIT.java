package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.nuprocess.NuProcess;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.nuprocess.SandboxedNuProcess;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts that fail reach the caller, with the reason, and the handler. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuFailedStartIT {

    private static final List<String> TOLD_OF_FAILURE =
            List.of("preStart", "exit " + Integer.MIN_VALUE);

    private final NuRecorder handler = new NuRecorder();

    private SandboxedNuProcessBuilder builder(String... command) {
        return new SandboxedNuProcessBuilder(handler, command);
    }

    private void assertToldOfFailure() throws Exception {
        assertThat(handler.names()).isEqualTo(TOLD_OF_FAILURE);
        assertThat(handler.process().isRunning()).isFalse();
        assertThat(handler.process().waitFor(0, TimeUnit.SECONDS)).isEqualTo(Integer.MIN_VALUE);
        assertThat(handler.process()).hasToString("NuProcess[not started]");
    }

    @Test
    void the_cause_is_what_the_other_builder_throws() throws Exception {
        String program = "/nonexistent/program";
        Throwable others = catchThrowable(
                () -> new SandboxedProcessBuilder(program).policy(Way.POLICY).start());

        Throwable failure = catchThrowable(() -> builder(program).policy(Way.POLICY).start());

        assertThat(failure).isInstanceOf(UncheckedIOException.class).hasMessage(others.getMessage());
        SandboxStartException cause = (SandboxStartException) failure.getCause();
        assertThat(cause).hasMessage(others.getMessage());
        assertThat(cause.step()).isEqualTo(StartStep.EXECVE);
        assertThat(cause.errno()).isEqualTo(2);
        assertToldOfFailure();
    }

    @Test
    void a_kernel_that_cannot_enforce_the_policy_is_such_a_cause() throws Exception {
        LandlockAbi newest = LandlockAbi.values()[LandlockAbi.values().length - 1];
        assumeThat(Sandbox.abi()).isLessThan(newest);

        assertThatThrownBy(() -> builder("/bin/true").policy(SandboxPolicy.handling(newest)).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(SandboxUnavailableException.class);
        assertToldOfFailure();
    }

    @Test
    void run_fails_in_the_same_way() throws Exception {
        assertThatThrownBy(() -> builder("/nonexistent").policy(Way.POLICY).run())
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(SandboxStartException.class);
        assertToldOfFailure();
    }

    @Test
    void a_hundred_failed_starts_leave_nothing() throws Exception {
        failToStart(4 * Runtime.getRuntime().availableProcessors()); // brings every thread up
        Leftovers before = Leftovers.now();

        failToStart(100);

        await().untilAsserted(() -> assertThat(Leftovers.now()).isEqualTo(before));
    }

    private void failToStart(int times) {
        for (int i = 0; i < times; i++) {
            SandboxedNuProcessBuilder builder = builder("/nonexistent").policy(Way.POLICY);
            assertThatThrownBy(i % 2 == 0 ? builder::run : builder::start)
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void without_a_policy_the_handler_hears_of_nothing() {
        String message = "no policy: call policy(...) or ruleset(...); nothing is started unsandboxed";

        assertThatThrownBy(() -> builder("/bin/true").start())
                .isExactlyInstanceOf(IllegalStateException.class).hasMessage(message);
        assertThatThrownBy(() -> builder("/bin/true").run())
                .isExactlyInstanceOf(IllegalStateException.class).hasMessage(message);
        assertThat(handler.calls()).isEmpty();
    }

    @Test
    void with_policy_and_ruleset_nothing_is_started() throws Exception {
        try (Ruleset ruleset = Way.POLICY.createRuleset()) {
            assertThatThrownBy(() ->
                            builder("/bin/true").policy(Way.POLICY).ruleset(ruleset).start())
                    .isExactlyInstanceOf(IllegalStateException.class);
        }
        assertToldOfFailure();
    }

    @Test
    void a_ruleset_can_be_used_until_it_is_closed() throws Exception {
        Ruleset ruleset = Way.POLICY.createRuleset();
        NuRecorder first = new NuRecorder();
        try (ruleset) {
            SandboxedNuProcess process =
                    new SandboxedNuProcessBuilder(first, "/bin/echo", "out").ruleset(ruleset).start();
            assertThat(process.enforcement().level()).isEqualTo(ruleset.enforcement().level());
            assertThat(first.outcome()).isEqualTo(new Outcome(0, "out\n", ""));
        }

        assertThatThrownBy(() -> builder("/bin/true").ruleset(ruleset).start())
                .isExactlyInstanceOf(IllegalStateException.class);
        assertToldOfFailure();
    }

    @Test
    void what_is_not_there_before_the_start_says_so() throws Exception {
        AtomicBoolean allTrue = new AtomicBoolean();
        NuRecorder early = new NuRecorder() {
            @Override
            public void onPreStart(NuProcess process) {
                super.onPreStart(process);
                assertThatThrownBy(process::wantWrite).isInstanceOf(IllegalStateException.class)
                        .hasMessage("the program has not been started");
                assertThatThrownBy(() -> ((SandboxedNuProcess) process).enforcement())
                        .isInstanceOf(IllegalStateException.class);
                assertThat(process.hasPendingWrites()).isFalse();
                process.closeStdin(true);
                process.destroy(true);
                assertThat(process).hasToString("NuProcess[not started]");
                allTrue.set(true);
            }
        };

        NuProcess process = NuWay.SANDBOXED.probe(early, "exit", "3").start();

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(allTrue).isTrue();
        assertThat(process.toString()).matches("NuProcess\\[Process\\[pid=\\d+, exitValue=3]]");
    }
}
