package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The event jdk.ProcessStart, in JVMs of their own so that there is a first time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class FlightRecorderIT {

    private static final String EVENT = "jdk.ProcessStart";

    /** Starts programs with and without a directory, and one that fails. */
    private static List<Process> startPrograms(Way way) throws Exception {
        List<Process> started = List.of(
                way.launch("/bin/echo", "a b", "c").directory(new File("/")).start(),
                way.launch("/bin/true").start());
        StartFailure.of(way.launch("/no/such/program")::start);
        for (Process process : started) {
            process.waitFor();
        }
        return started;
    }

    /** The events of a recording with these settings, but not those of foreign programs. */
    private static List<RecordedEvent> record(Way way, Consumer<Recording> settings) throws Exception {
        Path file = Files.createTempFile("recording", ".jfr");
        try (Recording recording = new Recording()) {
            settings.accept(recording);
            recording.start();
            List<Long> pids = startPrograms(way).stream().map(Process::pid).toList();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(EVENT))
                    .filter(event -> pids.contains(event.getLong("pid"))
                            || event.getString("command").contains("/no/such"))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    /** What the events say, first without asking for stack traces. */
    static final class Recorded implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            List<RecordedEvent> events = new ArrayList<>(record(way, r -> r.enable(EVENT)));
            events.addAll(record(way, r -> r.enable(EVENT).withStackTrace()));
            return events.stream().map(Recorded::text).collect(Collectors.joining("\n"));
        }

        private static String text(RecordedEvent event) {
            // Events of an application always have a duration; the JDK's has none since 25 or so.
            List<String> fields = event.getFields().stream().map(ValueDescriptor::getName)
                    .filter(name -> !name.equals("duration")).sorted().toList();
            return event.getString("directory") + ", " + event.getString("command")
                    + ", " + event.getThread().getJavaName()
                    + ", " + (event.getStackTrace() == null ? "no stack" : "stack")
                    + ", " + fields;
        }
    }

    @Test
    void a_recording_has_an_event_for_each_program_that_was_started() throws Exception {
        String fields = ", [command, directory, eventThread, pid, stackTrace, startTime]";

        assertThat(ChildJvm.by().run(Recorded.class).same().lines()).containsExactly(
                "/, /bin/echo a b c, main, no stack" + fields,
                "null, /bin/true, main, no stack" + fields,
                "/, /bin/echo a b c, main, stack" + fields,
                "null, /bin/true, main, stack" + fields);
    }

    /** How many events there are if nobody wants them. */
    static final class Disabled implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return "" + record(way, recording -> recording.disable(EVENT)).size();
        }
    }

    @Test
    void a_recording_without_the_event_has_none() throws Exception {
        ChildJvm.by().run(Disabled.class).show("0");
    }

    /** Whether starting programs loads classes for an event nobody asked for. */
    static final class Loaded implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            startPrograms(way);
            Method loaded = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
            loaded.setAccessible(true);
            ClassLoader loader = Way.POLICY.getClass().getClassLoader();
            List<String> seen = new ArrayList<>();
            for (String name : List.of("SandboxedProcessBuilder", "ProcessStartEvent",
                    "SandboxedStartEvent", "SandboxedExitEvent", "ObservedStart", "RecordThread")) {
                if (loaded.invoke(loader, "io.github.landlauncher." + name) != null) {
                    seen.add(name);
                }
            }
            return String.join(" ", seen);
        }
    }

    @Test
    void without_a_recorder_no_class_is_loaded_for_events() throws Exception {
        assertThat(ChildJvm.by().with("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .runSandboxed(Loaded.class)).isEqualTo("SandboxedProcessBuilder");
    }

    @Test
    void without_the_module_of_the_recorder_programs_can_be_started() throws Exception {
        ChildJvm.by().with("--limit-modules=java.base,java.logging,jdk.unsupported")
                .run(WithoutRecorder.class).show("0 0");
    }

    /** Exit values of programs. */
    static final class WithoutRecorder implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return way.launch("/bin/true").finish().exitValue()
                    + " " + way.probe("exit", "0").finish().exitValue();
        }
    }
}
