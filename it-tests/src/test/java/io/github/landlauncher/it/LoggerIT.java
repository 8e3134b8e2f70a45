package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the logger java.lang.ProcessBuilder is told of each start. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoggerIT {

    private static final String STACK = " java.lang.RuntimeException: ProcessBuilder.start() debug";

    /** Since JDK 22, and in some releases of older ones that took it over. */
    private static boolean jdkLogs;

    private final Logger logger = Logger.getLogger("java.lang.ProcessBuilder");
    private final Recorder recorder = new Recorder();

    /** Keeps what is logged. */
    private static final class Recorder extends Handler {
        private final List<String> lines = new ArrayList<>();
        private RuntimeException failure;

        Recorder() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord logged) {
            lines.add(logged.getLevel() + " " + logged.getMessage().replaceAll("pid: \\d+", "pid: PID")
                    + " " + (logged.getThrown() == null ? "" : logged.getThrown()));
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeAll
    static void askTheJdk() throws Exception {
        LoggerIT test = new LoggerIT();
        test.listen();
        test.logger.setLevel(Level.FINE);
        Way.JDK.launch("/bin/true").finish();
        jdkLogs = !test.recorder.lines.isEmpty();
        test.restore();
        assertThat(jdkLogs || Runtime.version().feature() < 22).isTrue();
    }

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(recorder);
    }

    @AfterEach
    void restore() {
        logger.removeHandler(recorder);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    /** What is logged of two starts and a failed one. */
    private List<String> logged(Way way, Level level) throws Exception {
        logger.setLevel(level);
        recorder.lines.clear();
        way.launch("/bin/echo", "a b", "c").directory(new File("/")).finish();
        way.launch("/bin/true").finish();
        StartFailure.of(way.launch("/no/such/program")::start);
        return List.copyOf(recorder.lines);
    }

    private void check(Level level, String... lines) throws Exception {
        BothWays<List<String>> seen = BothWays.of(way -> logged(way, level));

        if (jdkLogs) {
            seen.show(List.of(lines));
        } else {
            seen.differ(Difference.LOG_OF_22, List.of(), List.of(lines));
        }
    }

    @Test
    void debug_tells_pid_directory_program_and_where_the_start_was() throws Exception {
        check(Level.FINE,
                "FINE ProcessBuilder.start(): pid: PID, dir: /, cmd: \"/bin/echo\"" + STACK,
                "FINE ProcessBuilder.start(): pid: PID, dir: null, cmd: \"/bin/true\"" + STACK);
    }

    @Test
    void trace_tells_the_arguments_too() throws Exception {
        check(Level.FINER,
                "FINER ProcessBuilder.start(): pid: PID, dir: /, cmd: \"/bin/echo\" \"a b\" \"c\"" + STACK,
                "FINER ProcessBuilder.start(): pid: PID, dir: null, cmd: \"/bin/true\"" + STACK);
    }

    @Test
    void a_higher_level_tells_nothing() throws Exception {
        BothWays.show(List.of(), way -> logged(way, Level.INFO));
    }

    private static List<ProcessHandle> sleepers() {
        return ProcessHandle.current().children()
                .filter(child -> child.info().arguments().map(List::of).orElse(List.of())
                        .contains("sleep-forever"))
                .toList();
    }

    @Test
    void a_handler_that_throws_fails_the_start_and_leaves_no_program_running() throws Exception {
        logger.setLevel(Level.FINE);
        recorder.failure = new IllegalStateException("of the handler");

        assertThatThrownBy(Way.SANDBOXED.probe("sleep-forever")::start).isSameAs(recorder.failure);

        await().until(() -> sleepers().isEmpty());
    }

    @Test
    void the_jdk_leaves_the_program_running_if_a_handler_throws() {
        assumeThat(jdkLogs).as("the JDK logs").isTrue();
        logger.setLevel(Level.FINE);
        recorder.failure = new IllegalStateException("of the handler");

        assertThatThrownBy(Way.JDK.probe("sleep-forever")::start).isSameAs(recorder.failure);

        assertThat(sleepers()).as("%s", Difference.LOG_HANDLER_THAT_THROWS)
                .hasSize(1).allMatch(ProcessHandle::destroyForcibly);
    }
}
