package io.github.landlauncher.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server on 127.0.0.1 that takes down the first line of each connection, one after the other. */
final class Listener implements AutoCloseable {

    private static final String MARK = "mark";

    private final ServerSocket socket;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Listener(ServerSocket socket) {
        this.socket = socket;
    }

    /** Listens on a port that the kernel picks. */
    static Listener open() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        Listener listener = new Listener(new ServerSocket());
        listener.socket.bind(new InetSocketAddress(loopback, 0));
        Thread thread = new Thread(listener::serve, "demo listener");
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    /** The port. */
    int port() {
        return socket.getLocalPort();
    }

    /**
     * What the connections up to now said, since the last call. Connections are accepted in the
     * order they were made, so that all earlier ones are done when an own one has been read.
     */
    Set<String> taken() throws IOException, InterruptedException {
        try (Socket own = new Socket(socket.getInetAddress(), port())) {
            own.getOutputStream().write((MARK + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Set<String> taken = new HashSet<>();
        for (String line = lines.take(); !line.equals(MARK); line = lines.take()) {
            taken.add(line);
        }
        return taken;
    }

    private void serve() {
        try {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    serve(connection);
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket connection) throws IOException {
        String line = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        lines.add(line == null ? "" : line);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
