package io.github.landlauncher.cli.demo;

import io.github.landlauncher.cli.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * What the attacks are after, all of it outside the work directory: a secret file, a directory to
 * write to, a port to connect to, this JVM to send signals to. Notices what arrives.
 */
final class Targets implements AutoCloseable {

    private final Path directory;
    private final String secret = UUID.randomUUID().toString();
    private final Listener listener;
    private final Semaphore signals = new Semaphore(0);

    private Targets(Path directory, Listener listener) {
        this.directory = directory;
        this.listener = listener;
    }

    /** Makes the directory and all that is in it, and begins to listen. */
    static Targets open(Path directory) throws IOException {
        Targets targets = new Targets(directory, Listener.open());
        Signals.handle("USR1", targets.signals::release);
        Files.createDirectories(targets.written());
        Files.writeString(targets.secretFile(), targets.secret + "\n");
        return targets;
    }

    private Path secretFile() {
        return directory.resolve("secret");
    }

    private Path written() {
        return directory.resolve("written");
    }

    /** What the payloads read: secret file, directory, port and process id, one a line. */
    String text() {
        return secretFile() + "\n"
                + written() + "\n"
                + listener.port() + "\n"
                + ProcessHandle.current().pid() + "\n";
    }

    /** What arrived since the last call, and forgets it. */
    Evidence taken(List<Trace> traces) throws IOException, InterruptedException {
        boolean sent = traces.stream()
                .anyMatch(trace -> trace.attempt() == Attempt.SIGNAL && trace.succeeded());
        if (sent) {
            // kill(2) succeeded, so the signal is on its way to a thread of this JVM.
            signals.acquire();
        }
        boolean signalled = signals.drainPermits() > 0 || sent;
        return new Evidence(secret, takenFiles(), listener.taken(), signalled);
    }

    private Set<String> takenFiles() throws IOException {
        Set<String> names = new HashSet<>();
        try (var files = Files.newDirectoryStream(written())) {
            for (Path file : files) {
                names.add(file.getFileName().toString());
                Files.delete(file);
            }
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
