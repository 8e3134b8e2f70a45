package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.SocketAddressTest.unix;
import static io.github.landlauncher.linux.Syscall.BIND;
import static io.github.landlauncher.linux.Syscall.CONNECT;
import static io.github.landlauncher.linux.Syscall.RENAME;
import static io.github.landlauncher.linux.Syscall.SENDTO;
import static io.github.landlauncher.linux.libc.FilterHeader.AF_UNIX;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_DGRAM;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Scope;
import io.github.landlauncher.explain.Operation;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unix sockets by path and by abstract name, the program's own ones and others. */
class UnixSocketCallsTest extends ProgramTest {

    private static final int STREAM = 3;
    private static final int DATAGRAM = 4;
    private static final Operation REACH = new Operation.Reach(Scope.ABSTRACT_UNIX_SOCKET);

    private final List<ServerSocketChannel> servers = new ArrayList<>();
    private Path top;

    /** A short directory, since a socket's path has 108 bytes at most. */
    @BeforeEach
    void sockets(@TempDir Path directory) throws Exception {
        top = directory.toRealPath();
        program.socket(STREAM, AF_UNIX, SOCK_STREAM, 0);
        program.socket(DATAGRAM, AF_UNIX, SOCK_DGRAM, 0);
        Files.writeString(program.entry("net").resolve("unix"),
                "Num       RefCount Protocol Flags    Type St Inode Path\n"
                        + "0000000000000000: 00000002 00000000 00010000 0001 01 21 @bus\n"
                        + "0000000000000000: 00000002 00000000 00010000 0001 01 22 @a b@@\n"
                        + "0000000000000000: 00000002 00000000 00010000 0001 01 23 @0af09\n"
                        + "0000000000000000: 00000003 00000000 00000000 0001 03 24\n");
    }

    @AfterEach
    void close() throws Exception {
        for (ServerSocketChannel server : servers) {
            server.close();
        }
    }

    private Path listen(String name) throws Exception {
        Path path = top.resolve(name);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        servers.add(server.bind(UnixDomainSocketAddress.of(path)));
        return path;
    }

    private List<Operation> call(Syscall call, int fd, String path) throws Exception {
        byte[] address = unix(path);
        return call == SENDTO
                ? program.operations(call, fd, 0, 0, 0, address, address.length)
                : program.operations(call, fd, address, address.length);
    }

    @Test
    void binding_a_path_makes_a_socket() throws Exception {
        Operation make = new Operation.Make(work("s"), AccessFs.MAKE_SOCK);

        assertThat(call(BIND, STREAM, "s")).containsExactly(make);
        assertThat(call(BIND, STREAM, "./s\0")).containsExactly(make);
        assertThat(call(BIND, STREAM, "missing/s")).isEmpty();
        assertThat(call(BIND, STREAM, "")).isEmpty();
        file("s");
        assertThat(call(BIND, STREAM, "s")).isEmpty();
    }

    @Test
    void connecting_and_sending_reach_a_socket_by_its_path() throws Exception {
        Path socket = listen("s");
        Files.createSymbolicLink(top.resolve("link"), socket);
        Operation resolve = new Operation.ResolveUnix(socket);

        assertThat(call(CONNECT, STREAM, socket.toString())).containsExactly(resolve);
        assertThat(call(CONNECT, STREAM, top + "/link")).containsExactly(resolve);
        assertThat(call(SENDTO, DATAGRAM, socket.toString())).containsExactly(resolve);
        assertThat(call(SENDTO, STREAM, socket.toString())).isEmpty();
    }

    @Test
    void what_is_no_socket_is_not_reached() throws Exception {
        file("file");

        assertThat(call(CONNECT, STREAM, "file")).isEmpty();
        assertThat(call(CONNECT, STREAM, "missing")).isEmpty();
        assertThat(call(CONNECT, STREAM, "")).isEmpty();
    }

    @Test
    void a_socket_that_the_program_has_bound_is_not_outside() throws Exception {
        String own = top.resolve("own").toString();
        assertThat(call(BIND, STREAM, own)).hasSize(1);
        listen("own");

        assertThat(call(CONNECT, STREAM, own)).isEmpty();
    }

    @Test
    void nor_is_it_outside_under_another_name() throws Exception {
        Path own = top.resolve("own");
        call(BIND, STREAM, own.toString());
        listen("own");
        Path other = top.resolve("other");
        assertThat(program.operations(RENAME, own.toString(), other.toString())).hasSize(1);
        Files.move(own, other);

        assertThat(call(CONNECT, STREAM, other.toString())).isEmpty();
    }

    @Test
    void an_abstract_name_of_somebody_else_is_outside() throws Exception {
        assertThat(call(CONNECT, STREAM, "\0bus")).containsExactly(REACH);
        assertThat(call(SENDTO, DATAGRAM, "\0bus")).containsExactly(REACH);
        assertThat(call(CONNECT, STREAM, "\0a b\0\0")).containsExactly(REACH);
    }

    @Test
    void an_abstract_name_that_nobody_has_is_refused_by_the_kernel() throws Exception {
        assertThat(call(CONNECT, STREAM, "\0bu")).isEmpty();
        assertThat(call(CONNECT, STREAM, "\0bus\0")).isEmpty();
        assertThat(call(CONNECT, STREAM, "\0")).isEmpty();
    }

    @Test
    void an_abstract_name_that_the_program_has_bound_is_not_outside() throws Exception {
        assertThat(call(BIND, STREAM, "\0mine")).isEmpty();
        Files.writeString(program.entry("net").resolve("unix"),
                "0000000000000000: 00000002 00000000 00010000 0001 01 25 @mine\n");

        assertThat(call(CONNECT, STREAM, "\0mine")).isEmpty();
    }

    /** As programs do of which there shall be one: who comes second connects to the first. */
    @Test
    void an_abstract_name_that_the_program_could_not_bind_is_outside() throws Exception {
        assertThat(call(BIND, STREAM, "\0bus")).isEmpty();

        assertThat(call(CONNECT, STREAM, "\0bus")).containsExactly(REACH);
    }

    @Test
    void an_abstract_name_that_the_kernel_picks_may_be_the_programs() throws Exception {
        assertThat(call(CONNECT, STREAM, "\0" + "0af09")).isEmpty();
    }

    @Test
    void after_too_many_names_nothing_is_said() {
        OwnSockets own = new OwnSockets();
        for (int i = 1; i < OwnSockets.LIMIT; i++) {
            own.boundName("name" + i);
        }
        assertThat(own.mayHaveName("other")).isFalse();
        assertThat(own.mayHavePath(top)).isFalse();

        own.boundPath(top.resolve("last"));

        assertThat(own.mayHaveName("other")).isTrue();
        assertThat(own.mayHavePath(top)).isTrue();
    }

    @Test
    void long_names_are_too_many_sooner() {
        OwnSockets own = new OwnSockets();
        Path deep = Path.of("/" + "d".repeat(3_999) + "/");
        for (int i = 0; !own.mayHaveName("other"); i++) {
            own.boundPath(deep.resolve("socket" + i));
            assertThat(i).isLessThan(OwnSockets.LIMIT_OF_TEXT / 4_000);
        }
    }
}
