package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a sandbox, a probe reaches ports, sockets and processes outside. */
@KernelFacing
@DisplayNameGeneration(ReplaceUnderscores.class)
class PeerBaselineIT {

    private static final String SIGUSR1 = "10";

    @ParameterizedTest
    @ValueSource(strings = {"connect-tcp", "fastopen", "connect-mptcp"})
    void without_a_policy_a_listening_tcp_port_can_be_connected_to(String operation)
            throws Exception {
        assumeTrue(kernelOffers(operation), "needs a kernel that offers " + operation);

        try (ServerSocket server = Loopback.listen()) {
            assertThat(Probe.runFree(operation, Loopback.portOf(server))).succeeds();
        }
    }

    @Test
    void without_a_policy_a_listening_tcp_port_can_be_connected_to_over_ipv6() throws Exception {
        assumeTrue(kernelOffers("connect-tcp6"), "needs IPv6");

        try (ServerSocket server = Loopback.listen6()) {
            assertThat(Probe.runFree("connect-tcp6", Loopback.portOf(server))).succeeds();
        }
    }

    @Test
    void a_tcp_port_on_which_nobody_listens_refuses() throws Exception {
        String port;
        try (ServerSocket server = Loopback.listen()) {
            port = Loopback.portOf(server);
        }

        assertThat(Probe.runFree("connect-tcp", port)).failsWith(Errno.ECONNREFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind-tcp", "bind-udp"})
    void without_a_policy_any_free_port_can_be_bound(String operation) throws Exception {
        assertThat(Probe.runFree(operation, "0")).succeeds();
    }

    @Test
    void without_a_policy_a_datagram_can_be_sent() throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(receiver.getLocalPort());

            assertThat(Probe.runFree("send-udp", port)).succeeds();
        }
    }

    @Test
    void without_a_policy_an_abstract_stream_socket_can_be_connected_to() throws Exception {
        String name = UUID.randomUUID().toString();

        try (Peer peer = Peer.start("listen-abstract", name)) {
            assertThat(Probe.runFree("connect-abstract", name)).succeeds();
            assertThat(peer.finish()).succeeds();
        }
    }

    @Test
    void without_a_policy_an_abstract_datagram_socket_can_be_sent_to() throws Exception {
        String name = UUID.randomUUID().toString();

        try (Peer peer = Peer.start("receive-abstract", name)) {
            assertThat(Probe.runFree("send-abstract", name)).succeeds();
            assertThat(peer.finish()).succeeds();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "sigio"})
    void without_a_policy_a_signal_reaches_another_process(String operation) throws Exception {
        try (Peer peer = Peer.start("record-signals")) {
            assertThat(Probe.runFree(operation, peer.pidText(), SIGUSR1)).succeeds();

            assertThat(peer.finish().lines()).containsExactly(SIGUSR1);
        }
    }

    @Test
    void a_process_that_nobody_signals_records_no_signal() throws Exception {
        try (Peer peer = Peer.start("record-signals")) {
            assertThat(peer.finish().lines()).isEmpty();
        }
    }

    @Test
    void without_a_policy_a_child_of_the_probe_can_be_signalled() throws Exception {
        assertThat(Probe.runFree("kill-child")).succeeds();
    }

    @Test
    @RequiresAbi(1)
    void sixteen_layers_can_be_stacked_and_the_seventeenth_is_refused_with_e2big()
            throws Exception {
        ProbeResult result = Probe.runFree("nest", "17");

        assertThat(result).failsWith(Errno.E2BIG);
        assertThat(result.lines()).containsExactly("16");
    }

    private static boolean kernelOffers(String operation) throws Exception {
        return switch (operation) {
            case "connect-tcp6" -> Loopback.hasAddress6();
            case "connect-mptcp" -> Loopback.offersMptcp();
            case "fastopen" -> Loopback.offersFastOpen();
            default -> true;
        };
    }
}
