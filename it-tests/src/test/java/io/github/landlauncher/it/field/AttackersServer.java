package io.github.landlauncher.it.field;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a free TCP port of 127.0.0.1 that gives everybody the same page, and counts them. */
final class AttackersServer implements AutoCloseable {

    private static final int BACKLOG = 16;

    private final ServerSocket server;
    private final byte[] answer;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger own = new AtomicInteger();

    private AttackersServer(ServerSocket server, byte[] answer) {
        this.server = server;
        this.answer = answer;
    }

    /** Answers every connection with this page, by HTTP, whatever it says. */
    static AttackersServer of(byte[] page) throws IOException {
        String head = "HTTP/1.0 200 OK\r\nContent-Length: " + page.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] answer = new byte[start.length + page.length];
        System.arraycopy(start, 0, answer, 0, start.length);
        System.arraycopy(page, 0, answer, start.length, page.length);
        ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        AttackersServer server = new AttackersServer(socket, answer);
        Thread thread = new Thread(server::serve, "attacker's server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Its address, with a path. */
    String url(String scheme) {
        return scheme + "://127.0.0.1:" + port() + "/picture.ppm";
    }

    /**
     * How many have connected until now. Connections are accepted in their order: when one of its
     * own is answered, all before it are counted.
     */
    int connections() throws IOException {
        own.incrementAndGet();
        try (Socket marker = new Socket(server.getInetAddress(), port())) {
            marker.shutdownOutput();
            marker.getInputStream().readAllBytes();
        }
        return accepted.get() - own.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                accepted.incrementAndGet();
                OutputStream output = client.getOutputStream();
                output.write(answer);
                client.shutdownOutput();
                client.getInputStream().readAllBytes(); // until the client closes: no reset
            } catch (IOException e) {
                // This client went away, or the server is closed.
            }
        }
    }
}
