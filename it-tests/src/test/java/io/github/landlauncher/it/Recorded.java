package io.github.landlauncher.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Our own events of Flight Recorder, in the JVM that records them. */
final class Recorded implements AutoCloseable {

    static final String START = "io.github.landlauncher.SandboxedStart";
    static final String EXIT = "io.github.landlauncher.SandboxedExit";

    private final Recording recording = new Recording();

    /** Begins a recording with both events. */
    Recorded() {
        recording.enable(START);
        recording.enable(EXIT);
        recording.start();
    }

    /** The starts until now, in their order. */
    List<RecordedEvent> starts() {
        return all(START);
    }

    /** The exits, once there are so many; they are told soon after those who wait know of them. */
    List<RecordedEvent> exits(int count) {
        List<RecordedEvent> exits = new ArrayList<>();
        await().until(() -> {
            exits.clear();
            exits.addAll(all(EXIT));
            return exits.size() >= count;
        });
        return exits;
    }

    private List<RecordedEvent> all(String name) {
        try {
            Path file = Files.createTempFile("recording", ".jfr");
            try {
                recording.dump(file);
                return RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals(name))
                        .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
