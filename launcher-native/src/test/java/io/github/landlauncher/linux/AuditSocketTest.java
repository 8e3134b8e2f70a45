package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.AuditHeader.MSG_TRUNC;
import static io.github.landlauncher.linux.libc.AuditHeader.SO_RCVBUF;
import static io.github.landlauncher.linux.libc.AuditHeader.SO_RCVBUFFORCE;
import static io.github.landlauncher.linux.libc.NotifyHeader.SOCK_CLOEXEC;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kernel of the test's own sends what the test says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditSocketTest {

    private static final int FD = 77;

    /** What one call receives: a datagram, or an errno if there is no text. */
    private record Arrival(int errno, int sender, int flags, int length, String text) {
        static Arrival of(String text) {
            return new Arrival(0, 0, 0, 16 + text.length(), text);
        }

        static Arrival error(int errno) {
            return new Arrival(errno, 0, 0, 0, "");
        }
    }

    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final List<String> lines = new ArrayList<>();
    private final FakeLibc libc = FakeLibc.over(Libc.get())
            .answer("socket", arguments -> FD)
            .answer("setsockopt", arguments -> 0)
            .answer("bind", arguments -> 0)
            .answer("recvmsg", arguments -> receive((long) arguments[1]))
            .answer("close", arguments -> 0);

    /** Does to a struct msghdr what the kernel does. */
    private long receive(long address) {
        if (arrivals.isEmpty()) {
            return -Errno.EAGAIN;
        }
        Arrival arrival = arrivals.remove();
        if (arrival.errno() != 0) {
            return -arrival.errno();
        }
        Pointer message = new Pointer(address);
        Pointer name = message.getPointer(0);
        name.setShort(0, (short) 16);
        name.setInt(4, arrival.sender());
        message.setInt(8, 12);
        message.setInt(48, arrival.flags());
        Pointer data = message.getPointer(16).getPointer(0);
        data.setInt(0, arrival.length());
        data.setShort(4, (short) 1423);
        data.write(16, arrival.text().getBytes(ISO_8859_1), 0, arrival.text().length());
        return 16 + arrival.text().length();
    }

    private long drain() throws IOException {
        try (AuditSocket socket = AuditSocket.open(libc.libc())) {
            return socket.drain(lines::add);
        }
    }

    @Test
    void all_that_has_arrived_is_passed_on() throws IOException {
        arrivals.addAll(List.of(Arrival.of("one"), Arrival.error(Errno.EINTR), Arrival.of("two")));

        assertThat(drain()).isZero();

        assertThat(lines).containsExactly("type=1423 one", "type=1423 two");
        assertThat(libc.calls("recvmsg")).hasSize(4);
    }

    @Test
    void what_the_kernel_has_dropped_is_counted_and_what_follows_is_read() throws IOException {
        arrivals.addAll(List.of(
                Arrival.error(Errno.ENOBUFS), Arrival.of("one"), Arrival.error(Errno.ENOBUFS), Arrival.of("two")));

        assertThat(drain()).isEqualTo(2);

        assertThat(lines).containsExactly("type=1423 one", "type=1423 two");
    }

    @Test
    void a_message_that_is_damaged_or_was_cut_off_is_counted() throws IOException {
        arrivals.add(new Arrival(0, 0, 0, 3, "damaged"));
        arrivals.add(new Arrival(0, 0, MSG_TRUNC, 9_000, "cut off"));

        assertThat(drain()).isEqualTo(2);

        assertThat(lines).isEmpty();
    }

    @Test
    void nobody_but_the_kernel_is_believed() throws IOException {
        arrivals.add(new Arrival(0, 4711, 0, 22, "forged"));
        arrivals.add(Arrival.of("true"));

        assertThat(drain()).isZero();

        assertThat(lines).containsExactly("type=1423 true");
    }

    @Test
    void a_socket_that_fails_otherwise_says_so() {
        arrivals.add(Arrival.error(Errno.ENOMEM));

        assertThatThrownBy(this::drain)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read audit records: recvmsg: error=12, ");
    }

    @Test
    void a_sender_that_never_stops_is_left_after_a_while() throws IOException {
        libc.answer("recvmsg", arguments -> (long) -Errno.ENOBUFS);

        assertThat(drain()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "socket | 93 | socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT): error=93, | CONFIG_AUDIT | audit-eprotonosupport",
        "socket | 24 | socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT): error=24, | docs | audit-error",
        "socket | 97 | socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT): error=97, | docs | audit-error",
        "socket | 1 | socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT): error=1, | CAP_AUDIT_READ | audit-eperm",
        "bind | 1 | bind(AUDIT_NLGRP_READLOG): error=1, | CAP_AUDIT_READ | audit-eperm",
        "bind | 13 | bind(AUDIT_NLGRP_READLOG): error=13, | CAP_AUDIT_READ | audit-eperm",
    })
    void a_failure_names_the_call_and_what_it_takes(
            String call, int errno, String named, String takes, String anchor) {
        libc.fail(call, errno);

        assertThatThrownBy(this::drain)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read audit records: " + named)
                .hasMessageContaining(takes)
                .hasMessageEndingWith("See docs/errors.md#" + anchor);
        assertThat(libc.calls("close")).hasSize(call.equals("socket") ? 0 : 1);
    }

    @Test
    void the_socket_is_closed_on_exec_and_closed_once() throws IOException {
        AuditSocket socket = AuditSocket.open(libc.libc());
        assertThat(libc.calls("socket").get(0).intArgument(1) & SOCK_CLOEXEC).isEqualTo(SOCK_CLOEXEC);
        socket.close();
        socket.close();

        assertThat(libc.calls("close")).singleElement()
                .satisfies(call -> assertThat(call.intArgument(0)).isEqualTo(FD));
        assertThatThrownBy(() -> socket.drain(lines::add))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read audit records: the reader is closed");
    }

    @Test
    void who_may_not_go_beyond_the_systems_limit_asks_for_what_it_allows() throws IOException {
        libc.fail("setsockopt", Errno.EPERM);

        assertThat(drain()).isZero();

        assertThat(libc.calls("setsockopt"))
                .extracting(call -> call.intArgument(2))
                .containsExactly(SO_RCVBUFFORCE, SO_RCVBUF);
    }
}
