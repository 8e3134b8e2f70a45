package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * A UDP socket on 127.0.0.1 that takes down each datagram and then answers it with an empty line: who
 * has an answer has been taken down.
 */
final class Receiver implements AutoCloseable {

    private static final int LONGEST = 512;

    /** One character, since bash reads one at a time, and the rest of a datagram is lost then. */
    private static final byte[] ANSWER = {'\n'};

    private final DatagramSocket socket;
    private final Set<String> texts = new HashSet<>();

    private Receiver(DatagramSocket socket) {
        this.socket = socket;
    }

    /** Receives on a port that the kernel picks. */
    static Receiver open() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        Receiver receiver =
                new Receiver(new DatagramSocket(new InetSocketAddress(loopback, 0)));
        Thread thread = new Thread(receiver::serve, "demo receiver");
        thread.setDaemon(true);
        thread.start();
        return receiver;
    }

    /** The port. */
    int port() {
        return socket.getLocalPort();
    }

    /** The datagrams answered up to now, since the last call, each without white space around it. */
    Set<String> taken() {
        synchronized (texts) {
            Set<String> taken = Set.copyOf(texts);
            texts.clear();
            return taken;
        }
    }

    private void serve() {
        try {
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
                socket.receive(packet);
                synchronized (texts) {
                    texts.add(text(packet));
                }
                socket.send(new DatagramPacket(ANSWER, ANSWER.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        socket.close();
    }
}
