package io.github.landlauncher.it.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.Denial;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.explain.DenialReport.Repeated;
import io.github.landlauncher.it.Errno;
import io.github.landlauncher.it.KernelFacing;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.explain.WatchedPlace.Watched;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A watched program that is denied to send by UDP, or to connect to a unix socket by its path, is told
 * of with the port or the path; with what the report suggests it is denied nothing.
 */
@KernelFacing
@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchedSocketsIT {

    private static final String PROBE = BatchProbe.program().toString();

    @TempDir private Path directory;
    private WatchedPlace place;

    @BeforeEach
    void makePlace() throws Exception {
        place = new WatchedPlace(directory);
    }

    @Test
    @RequiresAbi(10)
    void a_datagram_that_is_denied_is_told_with_its_port_and_the_binding_of_its_socket() throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(receiver.getLocalPort());
            assertThat(free("send-udp", port).exitValue()).isZero();
            receiver.receive(new DatagramPacket(new byte[1], 1));

            SandboxPolicy policy = policy(LandlockAbi.V10);
            Watched denied = place.run(policy, PROBE, "send-udp", port);
            assertThat(denied.exitValue()).as("%s", denied).isEqualTo(Errno.EACCES.number());
            assertThat(missing(denied.report())).as("%s", denied)
                    .containsExactlyInAnyOrder(AccessNet.BIND_UDP, AccessNet.CONNECT_SEND_UDP);
            assertThat(denials(denied)).extracting(denial -> denial.port().orElseThrow())
                    .containsExactlyInAnyOrder(0, receiver.getLocalPort());
            assertThat(denied.report().toString()).contains(".allowConnectUdp(" + port + ")");

            Watched allowed = place.run(denied.report().allowIn(policy), PROBE, "send-udp", port);
            assertThat(allowed.exitValue()).as("%s", allowed).isZero();
            assertThat(allowed.report().denials()).as("%s", allowed).isEmpty();
            receiver.receive(new DatagramPacket(new byte[1], 1));
        }
    }

    @Test
    @RequiresAbi(10)
    void of_a_datagram_from_a_socket_that_may_be_bound_only_the_port_is_told() throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(receiver.getLocalPort());

            Watched denied = place.run(policy(LandlockAbi.V10).allowBindUdp(0), PROBE, "send-udp", port);

            assertThat(denied.exitValue()).as("%s", denied).isEqualTo(Errno.EACCES.number());
            assertThat(missing(denied.report())).containsExactly(AccessNet.CONNECT_SEND_UDP);
        }
    }

    @Test
    @RequiresAbi(9)
    void a_connection_that_is_denied_to_a_unix_socket_is_told_with_its_path() throws Exception {
        Path socket = place.file("outside/other", "").resolveSibling("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertThat(free("unix-connect", socket.toString()).exitValue()).isZero();

            SandboxPolicy policy = policy(LandlockAbi.V9);
            Watched denied = place.run(policy, PROBE, "unix-connect", socket.toString());
            assertThat(denied.exitValue()).as("%s", denied).isEqualTo(Errno.EACCES.number());
            assertThat(denials(denied)).singleElement().satisfies(denial -> {
                assertThat(denial.missing()).isEqualTo(Set.of(AccessFs.RESOLVE_UNIX));
                assertThat(denial.path()).contains(socket);
                assertThat(denial.systemCall()).isEqualTo("connect");
            });

            Watched allowed =
                    place.run(denied.report().allowIn(policy), PROBE, "unix-connect", socket.toString());
            assertThat(allowed.exitValue()).as("%s", allowed).isZero();
            assertThat(allowed.report().denials()).as("%s", allowed).isEmpty();
        }
    }

    private static SandboxPolicy policy(LandlockAbi abi) {
        return SandboxPolicy.handling(abi).allowReadExecute(PROBE);
    }

    private static Outcome free(String... operation) throws Exception {
        List<String> command = new ArrayList<>(List.of(PROBE));
        command.addAll(List.of(operation));
        return Outcome.of(new ProcessBuilder(command).start());
    }

    private static List<Denial> denials(Watched watched) {
        return watched.report().denials().stream().map(Repeated::denial).toList();
    }

    private static List<LandlockFeature> missing(DenialReport report) {
        return report.denials().stream()
                .flatMap(repeated -> repeated.denial().missing().stream())
                .toList();
    }
}
