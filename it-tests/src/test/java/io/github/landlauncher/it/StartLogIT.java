package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.io.File;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

/** What the logger io.github.landlauncher is told of real programs. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class StartLogIT {

    private static final String TIMES =
            "us: [1-9]\\d* \\(ruleset \\d+, descriptors \\d+, spawn [1-9]\\d*, report \\d+, rest \\d+\\)";

    private static final AtomicInteger TESTS = new AtomicInteger();

    /** Of one test: the end of a program of the test before may be told when this one listens. */
    private final String policyName = "of test " + TESTS.incrementAndGet();

    private final Logger logger = Logger.getLogger("io.github.landlauncher");
    private final Lines lines = new Lines();

    /** Keeps what is told of the policy of this test, by any thread. */
    private final class Lines extends Handler {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();
        private volatile RuntimeException failure;

        Lines() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord logged) {
            if (logged.getMessage().contains("policy: \"" + policyName + "\"")) {
                if (failure != null) {
                    throw failure;
                }
                all.add(logged.getLevel() + " " + logged.getMessage());
            }
        }

        String next() throws InterruptedException {
            return all.poll(30, TimeUnit.SECONDS);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(lines);
        logger.setLevel(Level.FINE);
    }

    @AfterEach
    void restore() {
        logger.removeHandler(lines);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    private SandboxedProcessBuilder builder(String... command) {
        return new SandboxedProcessBuilder(command).policy(Way.POLICY.named(policyName));
    }

    @Test
    void a_start_and_an_exit_are_a_line_each() throws Exception {
        SandboxedProcess process = builder("/bin/sh", "-c", "exit 3").directory(new File("/")).start();
        process.waitFor();

        assertThat(lines.next()).matches("FINE sandboxed start: pid: " + process.pid()
                + ", dir: /, cmd: \"/bin/sh\", policy: \"" + policyName + "\", enforcement: "
                + process.enforcement().level() + "( \\(.*\\))?, " + TIMES);
        assertThat(lines.next()).matches("FINE sandboxed exit: pid: " + process.pid()
                + ", exit value: 3, timed out: false, policy: \"" + policyName + "\", us: [1-9]\\d*");
        assertThat(lines.all).isEmpty();
    }

    @Test
    void trace_tells_the_arguments_too() throws Exception {
        logger.setLevel(Level.FINER);

        builder("/bin/echo", "a b", "c").start().waitFor();

        assertThat(lines.next()).startsWith("FINER sandboxed start: ")
                .contains(", cmd: \"/bin/echo\" \"a b\" \"c\", ");
    }

    @Test
    void a_failed_start_is_a_line() throws Exception {
        assertThatThrownBy(builder("/no/such/program", "a")::start).isNotNull();

        assertThat(lines.next()).matches("FINE sandboxed start failed: dir: null, cmd: \"/no/such/program\","
                + " policy: \"" + policyName + "\", failure: Cannot run program \"/no/such/program\": error=2,"
                + " No such file or directory, " + TIMES);
        assertThat(lines.all).isEmpty();
    }

    @Test
    void a_program_with_a_handler_is_told_of_too() throws Exception {
        new SandboxedNuProcessBuilder(new NuAbstractProcessHandler() { }, "/bin/true")
                .policy(Way.POLICY.named(policyName)).start().waitFor(0, TimeUnit.SECONDS);

        assertThat(lines.next()).contains("sandboxed start: ");
        assertThat(lines.next()).contains("sandboxed exit: ", "exit value: 0");
    }

    @Test
    void a_higher_level_tells_nothing() throws Exception {
        logger.setLevel(Level.INFO);
        builder("/bin/true").start().waitFor();
        logger.setLevel(Level.FINE);
        builder("/bin/echo").start().waitFor();

        assertThat(lines.next()).contains("sandboxed start: ", "/bin/echo");
        assertThat(lines.next()).contains("sandboxed exit: ");
        assertThat(lines.all).isEmpty();
    }

    @Test
    void a_handler_that_throws_fails_the_start_and_leaves_no_program_running() throws Exception {
        SandboxedProcessBuilder sleeper = builder(Probe.command("sleep-forever").toArray(String[]::new));
        lines.failure = new IllegalStateException("of the handler");

        assertThatThrownBy(sleeper::start).isSameAs(lines.failure);

        lines.failure = null;
        sleeper.command("/bin/true").start().waitFor();
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().arguments().map(words -> words[words.length - 1])
                        .filter("sleep-forever"::equals).isPresent());
    }

    /** A program that is logged in a JVM that has no Flight Recorder. */
    static final class WithoutRecorder implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            StartLogIT log = new StartLogIT();
            log.listen();
            int exit = log.builder("/bin/true").start().waitFor();
            return exit + "\n" + log.lines.next() + "\n" + log.lines.next();
        }
    }

    @Test
    void without_the_module_of_the_recorder_the_log_is_told_the_same() throws Exception {
        assertThat(ChildJvm.by().with("--limit-modules=java.base,java.logging,jdk.unsupported")
                        .runSandboxed(WithoutRecorder.class).lines())
                .satisfiesExactly(
                        exit -> assertThat(exit).isEqualTo("0"),
                        start -> assertThat(start).contains("sandboxed start: "),
                        exit -> assertThat(exit).contains("sandboxed exit: "));
    }
}
