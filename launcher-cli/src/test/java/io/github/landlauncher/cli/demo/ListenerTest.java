package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ListenerTest {

    @Test
    void without_a_connection_nothing_was_said() throws Exception {
        try (Listener listener = Listener.open()) {
            assertThat(listener.taken()).isEmpty();
        }
    }

    @Test
    void every_connection_made_before_is_seen_once() throws Exception {
        try (Listener listener = Listener.open()) {
            say("one\n", listener);
            say("two", listener);
            say("", listener);

            assertThat(listener.taken()).containsExactlyInAnyOrder("one", "two", "");
            assertThat(listener.taken()).isEmpty();
        }
    }

    private static void say(String text, Listener listener) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), listener.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
