package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.spi.StepFailedException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Recording;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The events of Flight Recorder that the JDK does not have. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class SandboxedEventsTest {

    private static final String START = "io.github.landlauncher.SandboxedStart";
    private static final String EXIT = "io.github.landlauncher.SandboxedExit";
    private static final List<String> TIMES = List.of("ruleset", "descriptors", "spawn", "report", "rest");
    private static final SandboxPolicy POLICY =
            SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V1).named("my policy");

    @TempDir
    Path temporary;

    private final FakeLauncher launcher = FakeLauncher.reset();

    /** What somebody does. */
    private interface Starts {
        void run() throws Exception;
    }

    /** The start events of a recording with these settings. */
    private List<RecordedEvent> recorded(Consumer<Recording> settings, Starts starts) throws Exception {
        Path file = Files.createTempFile(temporary, "starts", ".jfr");
        try (Recording recording = new Recording()) {
            settings.accept(recording);
            recording.start();
            starts.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(START))
                .toList();
    }

    private List<RecordedEvent> recorded(Starts starts) throws Exception {
        return recorded(recording -> recording.enable(START), starts);
    }

    /** The exit events while something is done, as they come. */
    private static RecordedEvent exitAfter(Starts starts) throws Exception {
        BlockingQueue<RecordedEvent> exits = new LinkedBlockingQueue<>();
        try (RecordingStream stream = new RecordingStream()) {
            stream.enable(EXIT);
            stream.setReuse(false);
            stream.onEvent(EXIT, exits::add);
            stream.startAsync();
            starts.run();
            return exits.poll(60, TimeUnit.SECONDS);
        }
    }

    private static SandboxedProcessBuilder builder(String... command) {
        return new SandboxedProcessBuilder(command).policy(POLICY);
    }

    private void end(int exitValue) {
        launcher.request().observer().exited(launcher.processes.get(0), exitValue);
    }

    @Test
    void a_start_is_an_event_with_all_there_is_to_say() throws Exception {
        launcher.support = LandlockSupport.ofAbi(4);

        List<RecordedEvent> events =
                recorded(() -> builder("a", "b c").directory(new File("d")).start());

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getLong("pid")).isEqualTo(1000);
            assertThat(event.getString("command")).isEqualTo("a b c");
            assertThat(event.getString("directory")).isEqualTo("d");
            assertThat(event.getString("policy")).isEqualTo("my policy");
            assertThat(event.getBoolean("success")).isTrue();
            assertThat(event.getString("enforcement")).isEqualTo("PARTIALLY");
            assertThat(event.getString("dropped")).isEqualTo("IOCTL_DEV, ABSTRACT_UNIX_SOCKET, SIGNAL");
            assertThat(event.getString("stricter")).isEmpty();
            assertThat(event.getString("failedStep")).isNull();
            assertThat(event.getInt("errno")).isZero();
            assertThat(event.getString("failure")).isNull();
            assertThat(event.getThread().getJavaName()).isEqualTo(Thread.currentThread().getName());
        });
    }

    @Test
    void the_phases_of_a_start_are_no_longer_than_the_start() throws Exception {
        RecordedEvent event = recorded(() -> builder("a").start()).get(0);

        Duration sum = TIMES.stream().map(event::getDuration).reduce(Duration.ZERO, Duration::plus);
        assertThat(sum).isPositive();
        // The two are read from different clocks.
        assertThat(sum).isLessThanOrEqualTo(event.getDuration().plus(Duration.ofNanos(10_000)));
        assertThat(TIMES).allSatisfy(time -> assertThat(event.getLong(time)).isNotNegative());
    }

    @Test
    void a_failed_step_is_an_event_with_step_and_errno() throws Exception {
        launcher.failAfter(0, new StepFailedException(
                StartStep.EXECVE, 13, "error=13, Permission denied", List.of("Add something.")));

        List<RecordedEvent> events = recorded(
                () -> assertThatThrownBy(builder("a", "b")::start).isInstanceOf(SandboxStartException.class));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getBoolean("success")).isFalse();
            assertThat(event.getLong("pid")).isZero();
            assertThat(event.getString("command")).isEqualTo("a b");
            assertThat(event.getString("directory")).isNull();
            assertThat(event.getString("policy")).isEqualTo("my policy");
            assertThat(event.getString("failedStep")).isEqualTo("EXECVE");
            assertThat(event.getInt("errno")).isEqualTo(13);
            assertThat(event.getString("failure"))
                    .isEqualTo("Cannot run program \"a\": error=13, Permission denied");
            assertThat(event.getString("enforcement")).isNull();
            assertThat(event.getDuration("report")).isPositive();
        });
    }

    @Test
    void a_kernel_that_cannot_enforce_the_policy_is_a_failure_without_a_step() throws Exception {
        launcher.support = LandlockSupport.ofAbi(4);
        SandboxedProcessBuilder strict = builder("a").policy(POLICY.strict());

        List<RecordedEvent> events = recorded(
                () -> assertThatThrownBy(strict::start).isInstanceOf(SandboxUnavailableException.class));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getBoolean("success")).isFalse();
            assertThat(event.getString("enforcement")).isEqualTo("NOT");
            assertThat(event.getString("failedStep")).isNull();
            assertThat(event.getString("failure")).startsWith("Cannot enforce the policy: ");
        });
    }

    @Test
    void a_recording_with_no_settings_has_the_event_and_where_it_was_started() throws Exception {
        List<RecordedEvent> events = recorded(recording -> { }, () -> builder("a").start());

        assertThat(events).singleElement().satisfies(event ->
                assertThat(event.getStackTrace().getFrames()).anyMatch(frame ->
                        frame.getMethod().getName().equals("start")));
    }

    @Test
    void a_recording_that_does_not_want_the_event_has_none() throws Exception {
        assertThat(recorded(recording -> recording.disable(START), () -> builder("a").start())).isEmpty();
    }

    @Test
    void a_recording_that_wants_long_starts_only_has_no_short_one() throws Exception {
        assertThat(recorded(
                        recording -> recording.enable(START).withThreshold(Duration.ofHours(1)),
                        () -> builder("a").start()))
                .isEmpty();
    }

    @Test
    void every_field_has_a_label_and_every_time_a_unit() throws Exception {
        RecordedEvent start = recorded(() -> builder("a").start()).get(0);
        RecordedEvent exit = exitAfter(() -> {
            FakeLauncher.reset();
            builder("a").start();
            end(0);
        });

        for (RecordedEvent event : List.of(start, exit)) {
            assertThat(event.getEventType().getCategoryNames()).containsExactly("Landlauncher");
            assertThat(event.getFields()).extracting(ValueDescriptor::getLabel).doesNotContainNull();
            assertThat(event.getFields())
                    .filteredOn(field -> TIMES.contains(field.getName()) || field.getName().equals("runTime"))
                    .hasSize(event == start ? TIMES.size() : 1)
                    .allSatisfy(field -> assertThat(field.getAnnotationElements())
                            .extracting(AnnotationElement::getTypeName).contains(Timespan.class.getName()));
        }
        assertThat(start.getEventType().getLabel()).isEqualTo("Sandboxed Process Start");
        assertThat(exit.getEventType().getLabel()).isEqualTo("Sandboxed Process Exit");
    }

    @Test
    void an_exit_is_an_event() throws Exception {
        RecordedEvent event = exitAfter(() -> {
            builder("a").start();
            end(143);
        });

        assertThat(event.getLong("pid")).isEqualTo(1000);
        assertThat(event.getInt("exitValue")).isEqualTo(143);
        assertThat(event.getBoolean("timedOut")).isFalse();
        assertThat(event.getString("policy")).isEqualTo("my policy");
        assertThat(event.getDuration("runTime")).isPositive();
    }

    @Test
    void the_exit_of_a_program_that_was_started_before_the_recording_has_no_run_time() throws Exception {
        builder("a").start();

        RecordedEvent event = exitAfter(() -> end(7));

        assertThat(event.getLong("pid")).isEqualTo(1000);
        assertThat(event.getInt("exitValue")).isEqualTo(7);
        assertThat(event.getString("policy")).isEqualTo("my policy");
        assertThat(event.getLong("runTime")).isEqualTo(Long.MIN_VALUE);
    }
}
