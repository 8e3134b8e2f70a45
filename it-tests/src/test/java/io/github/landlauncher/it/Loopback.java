package io.github.landlauncher.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Servers on this machine's loopback addresses, and what its kernel offers to reach them. */
final class Loopback {

    private static final int BACKLOG = 16;

    private Loopback() {}

    /** Listens on a free TCP port of 127.0.0.1. */
    static ServerSocket listen() throws IOException {
        return listen("127.0.0.1");
    }

    /** Listens on a free TCP port of ::1. */
    static ServerSocket listen6() throws IOException {
        return listen("::1");
    }

    private static ServerSocket listen(String address) throws IOException {
        return new ServerSocket(0, BACKLOG, InetAddress.getByName(address));
    }

    /** A server's port, as an argument of a probe. */
    static String portOf(ServerSocket server) {
        return Integer.toString(server.getLocalPort());
    }

    /** A TCP port on which nobody listens now. */
    static int freePort() throws IOException {
        try (ServerSocket server = listen()) {
            return server.getLocalPort();
        }
    }

    /** The file is missing in a kernel without IPv6, and always has length 0 for stat(2). */
    static boolean hasAddress6() throws IOException {
        Path addresses = Path.of("/proc/net/if_inet6");
        return Files.exists(addresses) && !Files.readString(addresses).isBlank();
    }

    /** Whether sockets of multipath TCP can be made. */
    static boolean offersMptcp() throws IOException, InterruptedException {
        return Probe.runFree("socket", "2", "1", "262").exitValue() == 0;
    }

    /** Bit 0 of the setting allows clients; see docs.kernel.org/networking/ip-sysctl.html. */
    static boolean offersFastOpen() throws IOException {
        String setting = Files.readString(Path.of("/proc/sys/net/ipv4/tcp_fastopen"));
        return (Integer.decode(setting.strip()) & 1) == 1;
    }
}
