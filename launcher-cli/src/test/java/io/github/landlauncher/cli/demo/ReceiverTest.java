package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReceiverTest {

    @Test
    void without_a_datagram_nothing_was_said() throws Exception {
        try (Receiver receiver = Receiver.open()) {
            assertThat(receiver.taken()).isEmpty();
        }
    }

    @Test
    void every_datagram_is_answered_and_seen_once() throws Exception {
        try (Receiver receiver = Receiver.open()) {
            assertThat(answer("one\n", receiver)).isEqualTo("\n");
            assertThat(answer("two", receiver)).isEqualTo("\n");

            assertThat(receiver.taken()).containsExactlyInAnyOrder("one", "two");
            assertThat(receiver.taken()).isEmpty();
        }
    }

    private static String answer(String text, Receiver receiver) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(InetAddress.getByName("127.0.0.1"), receiver.port());
            socket.send(new DatagramPacket(bytes, bytes.length));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        }
    }
}
