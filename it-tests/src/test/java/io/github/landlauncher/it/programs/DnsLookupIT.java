package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.KernelFacing;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * With the preset for names the C library asks a name server by UDP and gets its answer, where a policy
 * is about UDP. The server is ours: without resolv.conf(5) the C library asks port 53 of this machine.
 */
@KernelFacing
@RequiresAbi(10)
@RequiresProgram("getent")
@DisplayNameGeneration(ReplaceUnderscores.class)
class DnsLookupIT {

    private static final String GETENT = "/usr/bin/getent";
    private static final String ADDRESS = "192.0.2.7";
    private static final int DNS_PORT = 53;
    private static final int HEADER = 12;

    private DatagramSocket server;
    private Thread answering;

    @BeforeEach
    void serve_names() throws Exception {
        assumeTrue(Files.notExists(Path.of("/etc/resolv.conf")), "needs a machine without a name server");
        try {
            server = new DatagramSocket(DNS_PORT, InetAddress.getByName("127.0.0.1"));
        } catch (BindException e) {
            throw new TestAbortedException("port 53 is not for this user, or taken", e);
        }
        answering = new Thread(this::answerAll, "name-server");
        answering.start();
    }

    @AfterEach
    void end_the_server() throws Exception {
        if (server != null) {
            server.close();
            answering.join();
        }
    }

    @Test
    void without_a_sandbox_the_name_is_found() throws Exception {
        assertFound(Outcome.of(new ProcessBuilder(GETENT, "hosts", "name.example").start()));
    }

    @Test
    void with_the_preset_the_name_is_found() throws Exception {
        assertFound(lookup(policy(Presets.dns())));
    }

    @Test
    void without_it_or_without_a_rule_for_the_socket_s_own_port_it_is_not() throws Exception {
        Rules onlyThePort = Rules.none().allow(new PortRule(DNS_PORT, Set.of(AccessNet.CONNECT_SEND_UDP)));

        assertThat(lookup(policy(Rules.none())).exitValue()).isNotZero();
        assertThat(lookup(policy(onlyThePort)).exitValue()).isNotZero();
    }

    /** Says of any name that it has our address, until the socket is closed. */
    private void answerAll() {
        byte[] bytes = new byte[512];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        try {
            while (true) {
                packet.setData(bytes);
                server.receive(packet);
                packet.setData(answer(Arrays.copyOf(bytes, packet.getLength())));
                server.send(packet);
            }
        } catch (SocketException e) {
            return; // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The question again and one record of type A, in the format of RFC 1035. */
    private static byte[] answer(byte[] query) throws IOException {
        int end = HEADER;
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        int question = end + 5 - HEADER; // the name's last byte, the type and the class
        ByteBuffer answer = ByteBuffer.allocate(HEADER + question + 16);
        answer.put(query, 0, 2).putShort((short) 0x8180); // an answer, recursion desired and available
        answer.putShort((short) 1).putShort((short) 1).putInt(0); // one question, one record
        answer.put(query, HEADER, question);
        answer.putShort((short) (0xc000 | HEADER)).putShort((short) 1).putShort((short) 1); // its name, A, IN
        answer.putInt(60).putShort((short) 4).put(InetAddress.getByName(ADDRESS).getAddress());
        return answer.array();
    }

    private static void assertFound(Outcome outcome) {
        assertThat(outcome.exitValue()).as("%s", outcome).isZero();
        assertThat(outcome.output()).contains(ADDRESS);
    }

    private static SandboxPolicy policy(Rules rules) {
        return SandboxPolicy.handling(LandlockAbi.V10)
                .allow(Presets.baseSystem())
                .allow(rules)
                .allowReadExecute(GETENT);
    }

    private static Outcome lookup(SandboxPolicy policy) throws Exception {
        return Outcome.of(new SandboxedProcessBuilder(GETENT, "hosts", "name.example")
                .policy(policy).start());
    }
}
