package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which TCP ports a program can connect to and bind. What PeerBaselineIT shows to work without a
 * sandbox is repeated here where a denial could have another cause.
 */
@KernelFacing
@RequiresAbi(4)
@DisplayNameGeneration(ReplaceUnderscores.class)
class NetworkIT {

    private ServerSocket server;
    private String port;

    @BeforeEach
    void listen() throws IOException {
        server = Loopback.listen();
        port = Loopback.portOf(server);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void without_a_policy_the_port_can_be_connected_to_and_others_be_bound() throws Exception {
        assertThat(Probe.runFree("connect-tcp", port)).succeeds();
        assertThat(Probe.runFree("bind-tcp", "0")).succeeds();
    }

    @Test
    void connecting_to_a_port_not_allowed_fails_with_eacces() throws Exception {
        assertThat(Sandbox.run(Sandbox.policy(), "connect-tcp", port)).failsWith(Errno.EACCES);
        assertThat(Sandbox.run(otherPortAllowed(), "connect-tcp", port)).failsWith(Errno.EACCES);
    }

    @Test
    void connecting_to_an_allowed_port_succeeds() throws Exception {
        assertThat(Sandbox.run(portAllowed(), "connect-tcp", port)).succeeds();
    }

    @Test
    void connecting_to_an_allowed_port_on_which_nobody_listens_is_refused_by_the_network()
            throws Exception {
        int free = Loopback.freePort();
        SandboxPolicy policy = Sandbox.policy().allowConnectTcp(free);

        assertThat(Sandbox.run(policy, "connect-tcp", Integer.toString(free)))
                .failsWith(Errno.ECONNREFUSED);
    }

    @Test
    void a_rule_names_a_port_on_every_address() throws Exception {
        assumeTrue(Loopback.hasAddress6(), "needs IPv6");

        try (ServerSocket server6 = Loopback.listen6()) {
            String port6 = Loopback.portOf(server6);
            SandboxPolicy policy = Sandbox.policy().allowConnectTcp(server6.getLocalPort());
            assertThat(Probe.runFree("connect-tcp6", port6)).succeeds();

            assertThat(Sandbox.run(Sandbox.policy(), "connect-tcp6", port6))
                    .failsWith(Errno.EACCES);
            assertThat(Sandbox.run(policy, "connect-tcp6", port6)).succeeds();
        }
    }

    /** 443 is 0x01BB: in the wrong byte order it is 0xBB01. */
    @ParameterizedTest
    @CsvSource({"0x01BB, 0xBB01", "0xBB01, 0x01BB"})
    void a_port_is_not_mistaken_for_the_one_with_its_bytes_swapped(String allowed, String swapped)
            throws Exception {
        SandboxPolicy policy = Sandbox.policy().allowConnectTcp(Integer.decode(allowed));
        int unrestricted = Probe.runFree("connect-tcp", allowed).exitValue();
        assertThat(unrestricted).isNotEqualTo(Errno.EACCES.number());

        assertThat(Sandbox.run(policy, "connect-tcp", allowed)).exitsWith(unrestricted);
        assertThat(Sandbox.run(policy, "connect-tcp", swapped)).failsWith(Errno.EACCES);
    }

    @Test
    void binding_a_port_not_allowed_fails_with_eacces() throws Exception {
        String free = Integer.toString(Loopback.freePort());

        assertThat(Sandbox.run(Sandbox.policy(), "bind-tcp", free)).failsWith(Errno.EACCES);
        assertThat(Sandbox.run(Sandbox.policy(), "bind-tcp", "0")).failsWith(Errno.EACCES);
    }

    @Test
    void binding_an_allowed_port_succeeds() throws Exception {
        int free = Loopback.freePort();
        SandboxPolicy policy = Sandbox.policy().allowBindTcp(free);

        assertThat(Sandbox.run(policy, "bind-tcp", Integer.toString(free))).succeeds();
        assertThat(Sandbox.run(policy, "bind-tcp", "0")).failsWith(Errno.EACCES);
    }

    @Test
    void port_0_allows_binding_what_the_kernel_picks_and_no_port_by_its_number() throws Exception {
        String free = Integer.toString(Loopback.freePort());
        SandboxPolicy policy = Sandbox.policy().allowBindTcp(0);

        assertThat(Sandbox.run(policy, "bind-tcp", "0")).succeeds();
        assertThat(Sandbox.run(policy, "bind-tcp", free)).failsWith(Errno.EACCES);
    }

    @Test
    void to_connect_is_not_to_bind() throws Exception {
        int free = Loopback.freePort();
        String number = Integer.toString(free);

        assertThat(Sandbox.run(Sandbox.policy().allowConnectTcp(free), "bind-tcp", number))
                .failsWith(Errno.EACCES);
        assertThat(
                        Sandbox.run(
                                Sandbox.policy().allowBindTcp(server.getLocalPort()),
                                "connect-tcp",
                                port))
                .failsWith(Errno.EACCES);
    }

    @Test
    void a_policy_that_handles_no_port_denies_none() throws Exception {
        assertThat(Sandbox.run(Sandbox.policy(LandlockAbi.V3), "connect-tcp", port)).succeeds();
        assertThat(Sandbox.run(Sandbox.policy(LandlockAbi.V3), "bind-tcp", "0")).succeeds();
    }

    @Test
    void a_policy_that_handles_ports_alone_denies_ports_alone() throws Exception {
        SandboxPolicy policy =
                SandboxPolicy.handling(Set.of(), Set.of(AccessNet.CONNECT_TCP), Set.of());

        assertThat(Sandbox.run(policy, "connect-tcp", port)).failsWith(Errno.EACCES);
        assertThat(Sandbox.run(policy, "bind-tcp", "0")).succeeds();
        assertThat(Sandbox.run(policy, "read", "/proc/self/status")).succeeds();
    }

    @Test
    void mptcp_reaches_a_port_not_allowed_exactly_if_the_enforcement_says_so() throws Exception {
        assumeTrue(Loopback.offersMptcp(), "needs MPTCP");
        assumeFalse(Guest.isCutDown(), "needs the erratum of the ABI, which a kernel cut down to it has not");
        boolean reported = limitsOfConnect().contains("MPTCP passes");

        ProbeResult result = Sandbox.run(Sandbox.policy(), "connect-mptcp", port);

        assertThat(result).exitsWith(reported ? 0 : Errno.EACCES.number());
    }

    /** The fix has been backported without a sign of it, so the report may warn for nothing. */
    @Test
    void fast_open_does_not_reach_a_port_not_allowed_unless_the_enforcement_says_so()
            throws Exception {
        assumeTrue(Loopback.offersFastOpen(), "needs TCP Fast Open");
        assertThat(Probe.runFree("fastopen", port)).succeeds();
        boolean reported = limitsOfConnect().contains("TCP Fast Open may pass");

        ProbeResult result = Sandbox.run(Sandbox.policy(), "fastopen", port);

        if (result.exitValue() == 0) {
            assertThat(reported).as("Fast Open is reported to pass").isTrue();
        } else {
            assertThat(result).failsWith(Errno.EACCES);
        }
    }

    @Test
    void datagrams_pass_exactly_if_the_enforcement_says_so() throws Exception {
        boolean reported =
                enforcement().lines(Enforcement.Status.NOT_COVERED).stream()
                        .anyMatch(line -> line.what().equals("UDP"));
        int expected = reported ? 0 : Errno.EACCES.number();

        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            String target = Integer.toString(receiver.getLocalPort());
            assertThat(Sandbox.run(Sandbox.policy(), "send-udp", target)).exitsWith(expected);
            assertThat(Sandbox.run(Sandbox.policy(), "bind-udp", "0")).exitsWith(expected);
        }
    }

    @Test
    @RequiresAbi(10)
    void a_datagram_can_be_sent_to_an_allowed_port_from_whatever_port() throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            int target = receiver.getLocalPort();
            SandboxPolicy policy = Sandbox.policy().allowConnectUdp(target);

            assertThat(Sandbox.run(policy, "send-udp", Integer.toString(target))).succeeds();
        }
    }

    private SandboxPolicy portAllowed() {
        return Sandbox.policy().allowConnectTcp(server.getLocalPort());
    }

    private SandboxPolicy otherPortAllowed() {
        return Sandbox.policy().allowConnectTcp(server.getLocalPort() ^ 1);
    }

    private static Enforcement enforcement() throws IOException, InterruptedException {
        return Sandbox.enforcement(Sandbox.policy());
    }

    private static String limitsOfConnect() throws IOException, InterruptedException {
        return enforcement().line(AccessNet.CONNECT_TCP).orElseThrow().reason();
    }
}
