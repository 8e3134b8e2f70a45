package io.github.landlauncher.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A probe outside every sandbox that others try to reach: it listens on an abstract socket ({@code
 * listen-abstract}, {@code receive-abstract}) or records signals ({@code record-signals}).
 *
 * <p>Closing a peer kills it.
 */
final class Peer implements AutoCloseable {

    private static final String READY = "ready\n";

    private final List<String> command;
    private final Process process;

    private Peer(List<String> command, Process process) {
        this.command = command;
        this.process = process;
    }

    /** Starts the peer and returns when it can be reached. */
    static Peer start(String... operation) throws IOException {
        List<String> command = Probe.command(operation);
        Peer peer = new Peer(command, new ProcessBuilder(command).start());
        try {
            peer.awaitReady();
            return peer;
        } catch (IOException | RuntimeException | Error e) {
            peer.close();
            throw e;
        }
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** Its process id, as an argument of a probe. */
    String pidText() {
        return Long.toString(pid());
    }

    /** Ends the peer's input and waits for its exit; the output is what came after "ready". */
    ProbeResult finish() throws IOException, InterruptedException {
        return ProbeResult.of(command, process);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitReady() throws IOException {
        InputStream output = process.getInputStream();
        String start = new String(output.readNBytes(READY.length()), StandardCharsets.UTF_8);
        if (!start.equals(READY)) {
            throw new IOException(String.join(" ", command) + " is not ready, but says: " + start);
        }
    }
}
