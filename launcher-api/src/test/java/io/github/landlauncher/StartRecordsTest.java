package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StartRecordsTest {

    private static final String JAVA =
            ProcessHandle.current().info().command().orElse("java");
    private static final String EVENT_CLASS = "io.github.landlauncher.ProcessStartEvent";

    private final FakeLauncher launcher = FakeLauncher.reset();
    private final Logger logger = Logger.getLogger("java.lang.ProcessBuilder");
    private final RecordKeeper handler = new RecordKeeper();

    @BeforeEach
    void keep_what_is_logged() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void restore_the_logger() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    @Test
    void at_level_info_nothing_is_logged() throws IOException {
        logger.setLevel(Level.INFO);

        builder("a", "b").start();

        assertThat(handler.records).isEmpty();
    }

    @Test
    void at_level_debug_the_program_is_logged_but_not_its_arguments() throws IOException {
        logger.setLevel(Level.FINE);

        builder("a", "secret").directory(new File("d")).start();

        assertThat(handler.records).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.FINE);
            assertThat(record.getMessage()).isEqualTo("ProcessBuilder.start(): pid: 1000, dir: d, cmd: \"a\"");
            assertThat(record.getThrown()).isExactlyInstanceOf(RuntimeException.class);
        });
    }

    @Test
    void at_level_trace_the_arguments_are_logged_too() throws IOException {
        logger.setLevel(Level.FINER);

        builder("a", "b c", "").start();

        assertThat(handler.records).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.FINER);
            assertThat(record.getMessage())
                    .isEqualTo("ProcessBuilder.start(): pid: 1000, dir: null, cmd: \"a\" \"b c\" \"\"");
            assertThat(record.getThrown()).isExactlyInstanceOf(RuntimeException.class);
        });
    }

    @Test
    void a_command_that_looks_like_a_message_format_is_logged_as_it_is() throws IOException {
        logger.setLevel(Level.FINER);

        builder("%s%n{0}").start();

        assertThat(handler.records.get(0).getMessage()).endsWith("cmd: \"%s%n{0}\"");
    }

    @Test
    void the_log_of_the_jdk_reads_the_same() throws Exception {
        assumeThat(Runtime.version().feature()).as("the JDK logs starts").isGreaterThanOrEqualTo(25);

        for (Level level : List.of(Level.FINE, Level.FINER)) {
            logger.setLevel(level);
            handler.records.clear();
            Process theirs = new ProcessBuilder(JAVA, "-version").start();
            theirs.destroyForcibly().waitFor();
            SandboxedProcess ours = builder(JAVA, "-version").start();

            assertThat(handler.records).hasSize(2);
            assertThat(text(handler.records.get(1), ours.pid()))
                    .isEqualTo(text(handler.records.get(0), theirs.pid()));
        }
    }

    @Test
    void a_failed_start_is_not_logged() {
        logger.setLevel(Level.FINER);
        launcher.failAfter(0, new IOException("no"));

        assertThatThrownBy(() -> builder("a").start()).isInstanceOf(IOException.class);

        assertThat(handler.records).isEmpty();
    }

    @Test
    void a_log_handler_that_throws_fails_the_start_and_kills_the_program() {
        logger.setLevel(Level.FINE);
        handler.failure = new IllegalStateException("log");

        Throwable failure = catchThrowable(() -> builder("a").start());

        assertThat(failure).isSameAs(handler.failure);
        assertThat(launcher.processes).singleElement().extracting(process -> process.killed).isEqualTo(1);
    }

    @Test
    void a_start_is_an_event_of_flight_recorder_and_a_failed_start_is_none(@TempDir Path temporary)
            throws IOException {
        launcher.failAfter(1, new IOException("no"));
        List<RecordedEvent> events = recorded(temporary, () -> {
            builder("a", "b").directory(new File("d")).start();
            assertThatThrownBy(() -> builder("c").start()).isInstanceOf(IOException.class);
        });

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getLong("pid")).isEqualTo(1000);
            assertThat(event.getString("command")).isEqualTo("a b");
            assertThat(event.getString("directory")).isEqualTo("d");
        });
    }

    @Test
    void the_event_has_the_fields_and_names_of_the_jdks(@TempDir Path temporary) throws IOException {
        List<RecordedEvent> events = recorded(temporary, () -> {
            new ProcessBuilder(JAVA, "-version").start().destroyForcibly().waitFor();
            builder(JAVA, "-version").start();
        });

        assertThat(events).hasSize(2);
        for (Function<RecordedEvent, Object> of : List.<Function<RecordedEvent, Object>>of(
                event -> event.getEventType().getName(),
                event -> event.getEventType().getLabel(),
                event -> event.getEventType().getCategoryNames(),
                event -> event.getString("command"),
                event -> event.getString("directory"))) {
            assertThat(of.apply(events.get(1))).isEqualTo(of.apply(events.get(0)));
        }
    }

    @Test
    void without_flight_recorder_its_event_class_is_not_even_loaded() throws Exception {
        assertThat(startedInAFreshJvm())
                .contains("started 1000")
                .contains("io.github.landlauncher.SandboxedStart ")
                .doesNotContain(EVENT_CLASS)
                .doesNotContain("io.github.landlauncher.SandboxedStartEvent")
                .doesNotContain("io.github.landlauncher.SandboxedExitEvent")
                .doesNotContain("io.github.landlauncher.ObservedStart")
                .doesNotContain(" jdk.jfr.Event ");
    }

    @Test
    void with_flight_recorder_the_event_class_is_loaded(@TempDir Path temporary) throws Exception {
        assertThat(startedInAFreshJvm("-XX:StartFlightRecording:filename=" + temporary.resolve("a.jfr")))
                .contains("started 1000")
                .contains(EVENT_CLASS);
    }

    @Test
    void in_a_jvm_without_flight_recorder_starts_work() throws Exception {
        assertThat(startedInAFreshJvm("--limit-modules", "java.base")).contains("started 1000");
    }

    @Test
    void in_a_jvm_without_flight_recorder_starts_can_be_logged() throws Exception {
        assertThat(startedInAFreshJvm("--limit-modules", "java.base", "-Djdk.system.logger.level=DEBUG"))
                .contains("sandboxed start: pid: 1000, ")
                .contains("started 1000");
    }

    private static String startedInAFreshJvm(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xlog:class+load"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                location(SandboxedProcessBuilder.class) + File.pathSeparator + location(StartOneProcess.class),
                StartOneProcess.class.getName()));
        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jvm.waitFor()).as(output).isZero();
        return output;
    }

    private static Path location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static List<RecordedEvent> recorded(Path directory, Starts starts) throws IOException {
        Path file = Files.createTempFile(directory, "starts", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ProcessStart");
            recording.start();
            starts.run();
            recording.stop();
            recording.dump(file);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.ProcessStart"))
                .toList();
    }

    private static String text(LogRecord record, long pid) {
        String message = record.getMessage().replace("pid: " + pid, "pid: ?");
        return record.getLevel() + " " + message + " " + record.getThrown();
    }

    private static SandboxedProcessBuilder builder(String... command) {
        return new SandboxedProcessBuilder(command).policy(SandboxPolicy.handling(LandlockAbi.V7));
    }

    private interface Starts {
        void run() throws IOException, InterruptedException;
    }

    /** Keeps the records it gets, and throws if it is told to. */
    private static final class RecordKeeper extends Handler {
        final List<LogRecord> records = new ArrayList<>();
        RuntimeException failure;

        RecordKeeper() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            if (failure != null) {
                throw failure;
            }
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
