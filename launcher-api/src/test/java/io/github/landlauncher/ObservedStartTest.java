package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.StartPhase;
import io.github.landlauncher.spi.StepFailedException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the logger io.github.landlauncher is told, and when. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ObservedStartTest {

    private static final SandboxPolicy POLICY =
            SandboxPolicy.handling(LandlockAbi.V7).named("my policy");
    private static final String TIMES =
            "us: \\d+ \\(ruleset \\d+, descriptors \\d+, spawn \\d+, report \\d+, rest \\d+\\)";

    private final FakeLauncher launcher = FakeLauncher.reset();
    private final Logger logger = Logger.getLogger("io.github.landlauncher");
    private final Told told = new Told();

    /** Keeps what it is told, by any thread; may throw or wait. */
    private static final class Told extends Handler {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        private volatile RuntimeException failure;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        Told() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord logged) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            RuntimeException thrown = failure;
            threads.add(Thread.currentThread());
            if (thrown != null) {
                throw thrown;
            }
            lines.add(logged.getLevel() + " " + logged.getMessage());
        }

        String next() throws InterruptedException {
            return lines.poll(30, TimeUnit.SECONDS);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(told);
        logger.setLevel(Level.FINE);
    }

    @AfterEach
    void restore() {
        logger.removeHandler(told);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    private static SandboxedProcessBuilder builder(String... command) {
        return new SandboxedProcessBuilder(command).policy(POLICY);
    }

    /** Has the only program that was started end. */
    private void end(int exitValue) {
        launcher.request().observer().exited(launcher.processes.get(0), exitValue);
    }

    @Test
    void a_start_is_a_line_with_program_policy_enforcement_and_the_time_of_each_phase() throws Exception {
        builder("a", "secret").directory(new File("d")).start();

        assertThat(told.next()).matches("FINE sandboxed start: pid: 1000, dir: d, cmd: \"a\","
                + " policy: \"my policy\", enforcement: FULLY, " + TIMES);
        assertThat(told.lines).isEmpty();
    }

    @Test
    void at_level_trace_the_arguments_are_told_too() throws Exception {
        logger.setLevel(Level.FINER);

        builder("a", "b c", "{0}").start();

        assertThat(told.next()).startsWith("FINER sandboxed start: pid: 1000, dir: null,"
                + " cmd: \"a\" \"b c\" \"{0}\", policy: ");
    }

    @Test
    void what_a_kernel_does_not_enforce_is_named() throws Exception {
        launcher.support = LandlockSupport.ofAbi(5);

        new SandboxedProcessBuilder("a").policy(SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)).start();

        assertThat(told.next()).contains(", policy: \"\", enforcement: PARTIALLY"
                + " (dropped: ABSTRACT_UNIX_SOCKET, SIGNAL), us: ");
    }

    @Test
    void what_a_kernel_denies_beyond_the_policy_is_named() throws Exception {
        launcher.support = LandlockSupport.ofAbi(1);
        SandboxPolicy refer = SandboxPolicy.handling(
                LandlockAbi.V2.accessFs(), LandlockAbi.V2.accessNet(), LandlockAbi.V2.scopes());

        new SandboxedProcessBuilder("a")
                .policy(refer.bestEffort(LandlockAbi.V1).allowReadWrite("p"))
                .start();

        assertThat(told.next()).contains(", enforcement: PARTIALLY (stricter: REFER), us: ");
    }

    @Test
    void a_start_with_a_ruleset_has_the_name_of_its_policy() throws Exception {
        try (Ruleset ruleset = POLICY.createRuleset()) {
            new SandboxedProcessBuilder("a").ruleset(ruleset).start();
        }

        assertThat(told.next()).contains(", policy: \"my policy\", ");
    }

    @Test
    void a_failed_step_is_a_line_with_the_first_line_of_the_message() throws Exception {
        launcher.failAfter(0, new StepFailedException(
                StartStep.EXECVE, 13, "error=13, Permission denied", List.of("Add something.")));

        assertThatThrownBy(builder("a", "secret")::start).isInstanceOf(SandboxStartException.class);

        assertThat(told.next()).matches("FINE sandboxed start failed: dir: null, cmd: \"a\","
                + " policy: \"my policy\","
                + " failure: Cannot run program \"a\": error=13, Permission denied, " + TIMES);
        assertThat(told.lines).isEmpty();
    }

    @Test
    void a_kernel_that_cannot_enforce_the_policy_and_a_pipe_that_cannot_be_made_are_failed_starts_too()
            throws Exception {
        launcher.support = LandlockSupport.ofAbi(5);
        assertThatThrownBy(builder("a")::start).isInstanceOf(SandboxUnavailableException.class);
        launcher.failLinkAfter(0, new IOException("no pipe"));
        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(List.of(builder("b"), builder("c"))))
                .hasMessageContaining("no pipe");

        assertThat(told.next()).contains("start failed: ", "cmd: \"a\"", "Cannot enforce the policy: ");
        assertThat(told.next()).contains("start failed: ", "cmd: \"b\"", "no pipe");
    }

    @Test
    void a_mistake_of_the_caller_is_no_start() {
        assertThatThrownBy(() -> new SandboxedProcessBuilder("a").start())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder("a\0").start()).isInstanceOf(IOException.class);

        assertThat(told.lines).isEmpty();
    }

    @Test
    void an_exit_is_a_line_that_another_thread_tells() throws Exception {
        builder("a").start();
        end(143);

        assertThat(told.next()).contains("sandboxed start: ");
        assertThat(told.next()).matches("FINE sandboxed exit: pid: 1000, exit value: 143,"
                + " timed out: false, policy: \"my policy\", us: \\d+");
        assertThat(told.threads.take()).isSameAs(Thread.currentThread());
        assertThat(told.threads.take()).isNotSameAs(Thread.currentThread())
                .satisfies(thread -> assertThat(thread.isDaemon()).isTrue());
    }

    @Test
    void whoever_hears_of_an_exit_does_not_wait_for_the_log() throws Exception {
        builder("a").start();
        assertThat(told.next()).contains("sandboxed start: ");
        told.gate = new CountDownLatch(1);

        end(0); // and this returns

        assertThat(told.lines).isEmpty();
        told.gate.countDown();
        assertThat(told.next()).contains("sandboxed exit: ");
    }

    @Test
    void an_exit_before_the_start_is_told_is_told_after_it() throws Exception {
        ObservedStart start = new ObservedStart(List.of("a"), null, "p", false, true);
        FakeProcess process = new FakeProcess(5, POLICY.enforcementOn(LandlockAbi.V7));

        start.entered(StartPhase.REPORT);
        start.exited(process, 0);
        start.started(process);

        assertThat(told.next()).contains("sandboxed start: pid: 5");
        assertThat(told.next()).contains("sandboxed exit: pid: 5");
    }

    @Test
    void a_pipeline_is_a_line_for_each_program() throws Exception {
        SandboxedProcessBuilder.startPipeline(List.of(builder("a"), builder("b")));

        assertThat(told.next()).contains("pid: 1000", "cmd: \"a\"");
        assertThat(told.next()).contains("pid: 1001", "cmd: \"b\"");
    }

    @Test
    void a_logger_that_throws_fails_the_start_and_kills_the_program() throws Exception {
        told.failure = new IllegalStateException("log");

        Throwable failure = catchThrowable(() -> builder("a").start());

        assertThat(failure).isSameAs(told.failure);
        assertThat(launcher.processes).singleElement().extracting(process -> process.killed).isEqualTo(1);
        told.failure = null;
        end(137); // which is still told
        assertThat(told.next()).contains("exit value: 137");
    }

    @Test
    void a_logger_that_throws_at_an_exit_is_told_of_the_next_one() throws Exception {
        builder("a").start();
        assertThat(told.next()).contains("sandboxed start: ");
        told.threads.take();
        told.failure = new IllegalStateException("log");
        end(1);
        told.threads.take();
        told.failure = null;

        end(2);

        assertThat(told.next()).contains("exit value: 2");
    }

    @Test
    void a_logger_that_throws_does_not_hide_why_a_start_failed() {
        told.failure = new IllegalStateException("log");
        launcher.failAfter(0, new IOException("no"));

        assertThatThrownBy(builder("a")::start).isExactlyInstanceOf(IOException.class)
                .hasMessage("Cannot run program \"a\": no")
                .hasSuppressedException(told.failure);
    }

    @Test
    void at_level_info_nothing_is_told_and_nothing_is_made() throws Exception {
        logger.setLevel(Level.INFO);

        builder("a").start();
        builder("b").start();
        launcher.requests.forEach(request -> request.observer().exited(launcher.processes.get(0), 0));

        assertThat(launcher.requests).extracting(LaunchRequest::observer)
                .containsOnly(POLICY.unobserved());
        assertThat(launcher.requests.get(0).observer()).isSameAs(launcher.requests.get(1).observer());
        assertThat(told.lines).isEmpty();
    }

    @Test
    void the_exit_of_a_program_whose_start_was_not_told_is_not_told() throws Exception {
        logger.setLevel(Level.INFO);
        builder("a").start();
        logger.setLevel(Level.FINE);
        end(0);
        builder("b").start();

        assertThat(told.next()).contains("sandboxed start: ", "cmd: \"b\"");
        launcher.requests.get(1).observer().exited(launcher.processes.get(1), 0);
        assertThat(told.next()).contains("sandboxed exit: pid: 1001");
    }
}
