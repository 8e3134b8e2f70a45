package io.github.landlauncher.cli.demo;

import io.github.landlauncher.cli.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * What the attacks are after, all of it outside the work directory: a secret file, a directory to
 * write to, ports to connect and send to, this JVM to send signals to, a variable of its
 * environment. Notices what arrives.
 */
final class Targets implements AutoCloseable {

    /** The variable: the demo cannot set it itself, for a JVM cannot change its environment. */
    static final String TOKEN = "LANDLAUNCHER_DEMO_TOKEN";

    private final Path directory;
    private final String secret = UUID.randomUUID().toString();
    private final Listener tcp;
    private final Receiver udp;
    private final Listener mptcp;
    private final Semaphore signals = new Semaphore(0);

    private Targets(Path directory, Listener tcp, Receiver udp, Listener mptcp) {
        this.directory = directory;
        this.tcp = tcp;
        this.udp = udp;
        this.mptcp = mptcp;
    }

    /** Makes the directory and all that is in it, and begins to listen. */
    static Targets open(Path directory) throws IOException {
        Targets targets = new Targets(
                directory, Listener.open(), Receiver.open(), Listener.open());
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

    /** The variable in this JVM's environment, if there is one. */
    static Optional<String> token() {
        return Optional.ofNullable(System.getenv(TOKEN)).filter(value -> !value.isEmpty());
    }

    /**
     * What the payloads read: secret file, directory, ports for TCP, UDP and MPTCP, and process id,
     * one a line.
     */
    String text() {
        return secretFile() + "\n"
                + written() + "\n"
                + tcp.port() + "\n"
                + udp.port() + "\n"
                + mptcp.port() + "\n"
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
        return new Evidence(secrets(), arrived(traces), signalled);
    }

    private Map<Attempt, String> secrets() {
        Map<Attempt, String> secrets = new EnumMap<>(Attempt.class);
        secrets.put(Attempt.READ, secret);
        token().ifPresent(token -> secrets.put(Attempt.ENVIRONMENT, token));
        return secrets;
    }

    private Map<Attempt, Set<String>> arrived(List<Trace> traces)
            throws IOException, InterruptedException {
        return Map.of(
                Attempt.WRITE, takenFiles(),
                Attempt.CONNECT, tcp.taken(),
                Attempt.UDP, udp.taken(),
                Attempt.MPTCP, mptcp.taken(),
                Attempt.DAEMON, daemons(traces));
    }

    /** The attacks whose daemons were seen to live, as {@link Trace#knowing} has it. */
    private static Set<String> daemons(List<Trace> traces) {
        return traces.stream()
                .filter(trace -> trace.attempt() == Attempt.DAEMON && trace.succeeded())
                .map(trace -> trace.attack().id())
                .collect(Collectors.toSet());
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
        tcp.close();
        udp.close();
        mptcp.close();
    }
}
