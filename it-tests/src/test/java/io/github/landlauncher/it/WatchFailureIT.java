package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.explain.Attempt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens when watching is not possible, and when a listener does what it should not. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class WatchFailureIT {

    private final Watched watched = new Watched();
    private Path file;

    @BeforeEach
    void a_file(@TempDir Path directory) throws Exception {
        file = Files.writeString(directory.toRealPath().resolve("file"), "content");
    }

    private static StartReport inJvm(List<String> prefix, boolean watched) throws Exception {
        JavaCommand jvm = new JavaCommand().property(StartMain.ABI, Sandbox.abi().name());
        if (watched) {
            jvm.property(StartMain.WATCHED, "true");
        }
        List<String> start = jvm.command(StartMain.class, Probe.path().toString(), "exit", "0");
        return StartReport.from(
                new ProcessBuilder(Stream.concat(prefix.stream(), start.stream()).toList()));
    }

    @Test
    void a_jvm_that_is_watched_itself_is_told_so_when_it_watches() throws Exception {
        List<String> outer = Probe.command("exec-watched");
        assertThat(inJvm(List.of(), true).exitValue()).isZero();
        assertThat(inJvm(outer, false).exitValue()).isZero();

        StartReport report = inJvm(outer, true);

        assertThat(report.step()).isEqualTo(StartStep.NOTIFY_INSTALL);
        assertThat(report.errno()).isEqualTo(Errno.EBUSY.number());
        assertThat(report.message())
                .contains("Cannot watch here because somebody watches this JVM already")
                .endsWith("See docs/errors.md#notify-install-ebusy");
        assertThat(report.left()).isEmpty();
    }

    @Test
    void a_jvm_that_may_not_read_another_way_uses_the_next() throws Exception {
        StartReport report =
                inJvm(Probe.command("refuse-exec", "process_vm_readv", "38"), true);

        assertThat(report.exitValue()).isZero();
        assertThat(report.value("unseen")).isEmpty();
        assertThat(report.value("told")).contains("Execute[path=" + Probe.path().toRealPath());
    }

    @Test
    void a_filter_around_the_jvm_that_refuses_sockets_is_named() throws Exception {
        StartReport report = inJvm(Probe.command("refuse-exec", "recvmsg", "1"), true);

        assertThat(report.step()).isEqualTo(StartStep.NOTIFY_RECEIVE);
        assertThat(report.message()).endsWith("See docs/errors.md#notify-receive");
        assertThat(report.left()).isEmpty();
    }

    @Test
    void a_program_that_cannot_be_executed_is_told_and_nothing_is_left() throws Exception {
        assertThat(Sandbox.run(watched.probe(file, "exit", "0"))).succeeds();
        await().until(() -> Leftovers.now().descriptors().values().stream()
                .noneMatch(target -> target.equals("anon_inode:seccomp notify")));
        Leftovers before = Leftovers.now();
        Path missing = file.resolveSibling("missing");
        SandboxStartException failure = Sandbox.startFailure(watched.watch(
                new SandboxedProcessBuilder(missing.toString()).policy(Way.POLICY)));

        assertThat(failure.step()).isEqualTo(StartStep.EXECVE);
        assertThat(failure.errno()).isEqualTo(Errno.ENOENT.number());
        assertThat(Leftovers.now().without(before)).isEqualTo(Leftovers.NONE);
    }

    private static final class Recorder extends Handler {
        final List<LogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void what_a_listener_throws_is_logged_and_the_program_goes_on() throws Exception {
        Logger logger = Logger.getLogger("io.github.landlauncher");
        Recorder recorder = new Recorder();
        logger.addHandler(recorder);
        logger.setUseParentHandlers(false);
        Watched thrower = new Watched() {
            @Override
            public void attempted(Attempt attempt) {
                super.attempted(attempt);
                throw new AssertionError("a listener's own");
            }
        };
        try {
            assertThat(Sandbox.run(thrower.probe(file, "open-many", file.toString(), "20")))
                    .succeeds();
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(recorder);
        }

        assertThat(thrower.opensOf(file)).isEqualTo(20);
        assertThat(recorder.records).hasSize(thrower.attempts.size()).allSatisfy(entry ->
                assertThat(entry.getThrown()).hasMessage("a listener's own"));
    }

    @Test
    void a_listener_that_starts_a_watched_program_is_told_that_it_would_wait_for_itself()
            throws Exception {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Watched starter = new Watched() {
            @Override
            public void attempted(Attempt attempt) {
                super.attempted(attempt);
                if (opensOf(file) > 0) {
                    try {
                        watched.probe(file, "exit", "0").start();
                    } catch (Exception e) {
                        thrown.add(e);
                    }
                }
            }
        };

        assertThat(Sandbox.run(starter.probe(file, "read", file.toString()))).succeeds();

        assertThat(thrown).singleElement().satisfies(e -> assertThat(e)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not start another program to be watched"));
        assertThat(Sandbox.run(watched.probe(file, "read", file.toString()))).succeeds();
    }

    @Test
    void a_listener_may_start_a_program_that_nobody_watches() throws Exception {
        List<Integer> exits = new CopyOnWriteArrayList<>();
        Watched starter = new Watched() {
            @Override
            public void attempted(Attempt attempt) {
                super.attempted(attempt);
                if (opensOf(file) > 0) {
                    try {
                        exits.add(new SandboxedProcessBuilder(Probe.command("exit", "7"))
                                .policy(Sandbox.policy()).start().waitFor());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        };

        assertThat(Sandbox.run(starter.probe(file, "read", file.toString()))).succeeds();

        assertThat(exits).containsExactly(7);
    }
}
