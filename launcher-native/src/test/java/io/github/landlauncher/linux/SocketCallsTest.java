package io.github.landlauncher.linux;

import static io.github.landlauncher.AccessNet.BIND_TCP;
import static io.github.landlauncher.AccessNet.BIND_UDP;
import static io.github.landlauncher.AccessNet.CONNECT_SEND_UDP;
import static io.github.landlauncher.AccessNet.CONNECT_TCP;
import static io.github.landlauncher.linux.SocketAddressTest.address;
import static io.github.landlauncher.linux.Syscall.BIND;
import static io.github.landlauncher.linux.Syscall.CONNECT;
import static io.github.landlauncher.linux.Syscall.SENDMMSG;
import static io.github.landlauncher.linux.Syscall.SENDMSG;
import static io.github.landlauncher.linux.Syscall.SENDTO;
import static io.github.landlauncher.linux.libc.FilterHeader.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.explain.Operation;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports: binding, connecting, sending. */
class SocketCallsTest extends ProgramTest {

    private static final int TCP = 3;
    private static final int TCP6 = 4;
    private static final int UDP = 5;
    private static final int UDP6 = 6;
    private static final byte[] PORT_80 = address(AF_INET, 16, 0, 80, 127, 0, 0, 1);
    private static final byte[] PORT_80_V6 = address(AF_INET6, 28, 0, 80);

    @BeforeEach
    void sockets() throws Exception {
        program.socket(TCP, AF_INET, SOCK_STREAM, IPPROTO_TCP);
        program.socket(TCP6, AF_INET6, SOCK_STREAM, IPPROTO_TCP);
        program.socket(UDP, AF_INET, SOCK_DGRAM, IPPROTO_UDP);
        program.socket(UDP6, AF_INET6, SOCK_DGRAM, IPPROTO_UDP);
    }

    /** Has a UDP socket have a port, as the kernel's table shows it. */
    private void bound(String table, int fd) throws Exception {
        Files.writeString(program.entry("net").resolve(table),
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"
                        + "   uid  timeout inode ref pointer drops\n"
                        + "  612: 0100007F:0277 00000000:0000 07 00000000:00000000 00:00000000 00000000"
                        + "     0        0 " + (1000 + fd) + " 2 0000000000000000 0\n");
    }

    private static Operation bind(int port) {
        return new Operation.UsePort(BIND_TCP, port);
    }

    @Test
    void binding_takes_the_right_of_the_protocol() throws Exception {
        assertThat(program.operations(BIND, TCP, PORT_80, 16)).containsExactly(bind(80));
        assertThat(program.operations(BIND, TCP6, PORT_80_V6, 28)).containsExactly(bind(80));
        assertThat(program.operations(BIND, UDP, PORT_80, 16))
                .containsExactly(new Operation.UsePort(BIND_UDP, 80));
        assertThat(program.operations(BIND, TCP, address(AF_INET, 16, 0, 0), 16))
                .containsExactly(bind(0));
    }

    @Test
    void connecting_takes_the_right_of_the_protocol() throws Exception {
        Operation connect = new Operation.UsePort(CONNECT_TCP, 80);

        assertThat(program.operations(CONNECT, TCP, PORT_80, 16)).containsExactly(connect);
        assertThat(program.operations(CONNECT, TCP6, PORT_80_V6, 28)).containsExactly(connect);
    }

    /** An IPv6 socket may have what looks like an IPv4 address, by an error of its own. */
    @Test
    void another_family_than_the_sockets_is_no_attempt() throws Exception {
        assertThat(program.operations(BIND, TCP6, PORT_80, 16)).isEmpty();
        assertThat(program.operations(CONNECT, TCP, PORT_80_V6, 28)).isEmpty();
        assertThat(program.operations(SENDTO, UDP, 0, 0, 0, PORT_80_V6, 28)).isEmpty();
    }

    @Test
    void an_address_of_no_family_binds_as_ipv4_and_does_not_connect() throws Exception {
        byte[] any = address(0, 16, 0, 80);

        assertThat(program.operations(BIND, TCP, any, 16)).containsExactly(bind(80));
        assertThat(program.operations(BIND, TCP, address(0, 16, 0, 80, 127, 0, 0, 1), 16)).isEmpty();
        assertThat(program.operations(BIND, TCP6, any, 16)).isEmpty();
        assertThat(program.operations(CONNECT, TCP, any, 16)).isEmpty();
        assertThat(program.operations(CONNECT, UDP, any, 16)).isEmpty();
        assertThat(program.operations(SENDTO, UDP, 0, 0, 0, any, 16)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 262", "2, 3, 1", "2, 2, 136", "2, 5, 132", "38, 5, 0"})
    void other_protocols_are_not_landlocks(int domain, int type, int protocol) throws Exception {
        program.socket(7, domain, type, protocol);

        assertThat(program.operations(BIND, 7, PORT_80, 16)).isEmpty();
        assertThat(program.operations(CONNECT, 7, PORT_80, 16)).isEmpty();
        assertThat(program.operations(SENDTO, 7, 0, 0, 0, PORT_80, 16)).isEmpty();
    }

    @Test
    void a_descriptor_whose_kind_cannot_be_told_is_no_attempt() throws Exception {
        program.descriptor(9, "socket:[77]");

        assertThat(program.operations(BIND, 9, PORT_80, 16)).isEmpty();
        assertThat(program.operations(CONNECT, 9, PORT_80, 16)).isEmpty();
        assertThat(program.operations(SENDTO, 9, 0, 0, 0, PORT_80, 16)).isEmpty();
        assertThat(program.operations(CONNECT, 99, PORT_80, 16)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 15, 129, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void a_wrong_length_is_no_attempt(int length) throws Exception {
        assertThat(program.operations(BIND, TCP, PORT_80, length)).isEmpty();
        assertThat(program.operations(CONNECT, TCP, PORT_80, length)).isEmpty();
        assertThat(program.operations(SENDTO, UDP, 0, 0, 0, PORT_80, length)).isEmpty();
    }

    @Test
    void the_first_datagram_binds_a_socket_without_port() throws Exception {
        Operation bind = new Operation.UsePort(BIND_UDP, 0);
        Operation send = new Operation.UsePort(CONNECT_SEND_UDP, 80);

        assertThat(program.operations(CONNECT, UDP, PORT_80, 16)).containsExactly(bind, send);
        assertThat(program.operations(SENDTO, UDP, 0, 0, 0, PORT_80, 16)).containsExactly(bind, send);
        assertThat(program.operations(SENDTO, UDP6, 0, 0, 0, PORT_80_V6, 28))
                .containsExactly(bind, send);
        bound("udp", UDP);
        bound("udp6", UDP6);
        assertThat(program.operations(CONNECT, UDP, PORT_80, 16)).containsExactly(send);
        assertThat(program.operations(SENDTO, UDP, 0, 0, 0, PORT_80, 16)).containsExactly(send);
        assertThat(program.operations(SENDTO, UDP6, 0, 0, 0, PORT_80_V6, 28)).containsExactly(send);
    }

    @Test
    void sending_on_a_stream_uses_no_address() throws Exception {
        assertThat(program.operations(SENDTO, TCP, 0, 0, MSG_FASTOPEN, PORT_80, 16)).isEmpty();
        assertThat(program.operations(SENDTO, UDP, 0, 0, 0, 0, 0)).isEmpty();
    }

    private byte[] message(long name, int length) {
        return FakeProgram.buffer(56).putLong(0, name).putInt(8, length).array();
    }

    @Test
    void a_message_has_its_address_in_a_structure() throws Exception {
        bound("udp", UDP);
        long name = program.put(PORT_80);

        assertThat(program.operations(SENDMSG, UDP, message(name, 16), 0))
                .containsExactly(new Operation.UsePort(CONNECT_SEND_UDP, 80));
        assertThat(program.operations(SENDMSG, UDP, message(name, 15), 0)).isEmpty();
        assertThat(program.operations(SENDMSG, UDP, message(0, 16), 0)).isEmpty();
        assertThat(program.operations(SENDMSG, TCP, message(name, 16), 0)).isEmpty();
        assertThat(program.operations(SENDMSG, UDP, 0, 0)).isEmpty();
    }

    @Test
    void several_messages_have_an_address_each() throws Exception {
        bound("udp", UDP);
        long first = program.put(PORT_80);
        long second = program.put(address(AF_INET, 16, 1, 187));
        ByteBuffer messages = FakeProgram.buffer(4 * 64);
        int at = 0;
        for (long name : new long[] {first, 0, second, first}) {
            messages.putLong(at, name).putInt(at + 8, 16);
            at += 64;
        }

        assertThat(program.operations(SENDMMSG, UDP, messages.array(), 4, 0)).containsExactly(
                new Operation.UsePort(CONNECT_SEND_UDP, 80),
                new Operation.UsePort(CONNECT_SEND_UDP, 443));
        assertThat(program.operations(SENDMMSG, UDP, messages.array(), 2, 0)).containsExactly(
                new Operation.UsePort(CONNECT_SEND_UDP, 80));
        assertThat(program.operations(SENDMMSG, UDP, messages.array(), 0, 0)).isEmpty();
    }

    @Test
    void more_messages_than_the_kernel_takes_are_not_looked_at() throws Exception {
        bound("udp", UDP);
        ByteBuffer messages = FakeProgram.buffer(1025 * 64);
        messages.putLong(1024 * 64, program.put(PORT_80)).putInt(1024 * 64 + 8, 16);
        messages.putLong(1023 * 64, program.put(address(AF_INET, 16, 1, 187))).putInt(1023 * 64 + 8, 16);

        assertThat(program.operations(SENDMMSG, UDP, messages.array(), -1, 0)).containsExactly(
                new Operation.UsePort(CONNECT_SEND_UDP, 443));
    }
}
