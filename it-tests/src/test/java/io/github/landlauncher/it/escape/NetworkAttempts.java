package io.github.landlauncher.it.escape;

import java.util.List;
import java.util.stream.Stream;

/** Attempts to reach the network. */
final class NetworkAttempts {

    private static final String FAST_OPEN = "TCP Fast Open may pass";
    private static final String MPTCP = "MPTCP passes";
    private static final String NO_FAMILY = "EAFNOSUPPORT";
    private static final String NO_PROTOCOL = "EPROTONOSUPPORT";

    static final List<Attempt> ALL =
            List.of(
                    connect("tcp", "connect to a port that no rule allows", "connect-tcp {tcp}"),
                    connect("tcp6", "the same by IPv6", "connect-tcp6 {tcp6}"),
                    connect("tcp-mapped", "the same by an IPv4 address in an IPv6 one",
                                    "connect-mapped {tcp}"),
                    connect("tcp-reconnect", "the same by a socket that was disconnected",
                                    "reconnect {tcp}"),
                    connect("tcp-repair", "the same by a socket in repair mode",
                                    "connect-in-repair {tcp}", "capabilities")
                            .under(Profile.CONTAINMENT_TCP, "EPERM")
                            .under(Profile.STRICT, NO_FAMILY),
                    connect("tcp-ring", "the same by an io_uring of one's own",
                                    "connect-by-ring {tcp}", "io_uring")
                            .under(Profile.CONTAINMENT, "ENOSYS"),
                    bind("tcp-bind", "bind a port that no rule allows", "bind-tcp {free}"),
                    bind("tcp-bind-any", "bind a port that the kernel picks", "bind-tcp 0"),
                    bind("tcp6-bind", "bind a port by IPv6", "bind-tcp6 {free}"),
                    row("tcp-listen", "listen at a port that the kernel picks", "listen-unbound")
                            .claimedBy("listen", "other sockets", "network")
                            .openUntil(Profile.CONTAINMENT, NO_FAMILY)
                            .under(Profile.CONTAINMENT_TCP, Result.OPEN)
                            .under(Profile.STRICT, NO_FAMILY),
                    fastOpen("fast-open", "connect by TCP Fast Open, sendto(2)",
                                    "fast-open-by-sendto {tcp}"),
                    fastOpen("fast-open-sendmsg", "the same by sendmsg(2)",
                                    "fast-open-by-sendmsg {tcp}"),
                    fastOpen("fast-open-sendmmsg", "the same by sendmmsg(2)",
                                    "fast-open-by-sendmmsg {tcp}"),
                    connect("fast-open-option", "the same by the socket's option",
                                    "fast-open-by-option {tcp}"),
                    mptcp("mptcp", "connect by multipath TCP", "connect-mptcp {tcp}", "CONNECT_TCP"),
                    mptcp("mptcp-bind", "bind a port by multipath TCP", "bind-mptcp {free}",
                                    "BIND_TCP"),
                    mptcp("mptcp-fast-open", "connect by both at once", "fast-open-mptcp {mptcp}",
                                    "CONNECT_TCP"),
                    udp("udp-bind", "bind a UDP port", "bind-udp {free}", "BIND_UDP"),
                    udp("udp-send", "send a datagram", "send-udp {udp}", "CONNECT_SEND_UDP"),
                    udp("udp-connect", "send by a connected UDP socket", "connect-udp {udp}",
                                    "CONNECT_SEND_UDP"),
                    udp("udp-sendmsg", "send a datagram by sendmsg(2)", "send-udp-message {udp}",
                                    "CONNECT_SEND_UDP"),
                    udp("udp6-send", "send a datagram by IPv6", "send-udp6 {udp6}",
                                    "CONNECT_SEND_UDP"),
                    row("udp-ring", "make a UDP socket by io_uring", "make-datagram-socket-by-ring")
                            .claimedBy("io_uring", "other sockets", "network")
                            .openUntil(Profile.CONTAINMENT, "ENOSYS"),
                    inet("raw", "make a raw socket", "open-socket 2 3 1"),
                    inet("icmp", "make a socket for pings", "open-socket 2 2 1"),
                    family("packet", "make a socket for whole packets", "open-socket 17 3 0"),
                    family("vsock", "make a socket to the host of a virtual machine",
                                    "open-socket 40 1 0"),
                    family("alg", "make a socket to the kernel's ciphers", "open-socket 38 5 0"),
                    family("xdp", "make a socket of the express data path", "open-socket 44 3 0"),
                    family("smc", "make a TCP socket of shared memory, SMC", "open-socket 43 1 0"),
                    inet("smc-tcp", "make an SMC socket as a TCP socket", "open-socket 2 1 256"),
                    inet("sctp", "make an SCTP socket", "open-socket 2 1 132"),
                    inet("udp-lite", "make a UDP-Lite socket", "open-socket 2 2 136"),
                    family("kernel-events", "make a netlink socket for kernel events",
                                    "open-socket 16 3 15"),
                    family("netlink", "see the machine's interfaces", "see-interfaces"),
                    row("interface", "configure an interface", "change-interface")
                            .claimedBy("capabilities")
                            .openUntil(Profile.CONTAINMENT, "EPERM")
                            .under(Profile.STRICT, NO_FAMILY));

    private NetworkAttempts() {}

    /** Others may refuse a step of it where Landlock does not know the right to connect. */
    private static Attempt connect(String name, String aim, String command, String... also) {
        Attempt attempt =
                row(name, aim, command)
                        .claimedBy(concat("CONNECT_TCP", also, "network"))
                        .refusedFrom(4, "EACCES");
        return filtered(attempt, "EACCES").before(4, Profile.CONTAINMENT_TCP, Result.OPEN);
    }

    private static String[] concat(String first, String[] others, String last) {
        return Stream.of(Stream.of(first), Stream.of(others), Stream.of(last))
                .flatMap(lines -> lines)
                .toArray(String[]::new);
    }

    private static Attempt bind(String name, String aim, String command) {
        Attempt attempt =
                row(name, aim, command).claimedBy("BIND_TCP", "network").refusedFrom(4, "EACCES");
        return filtered(attempt, "EACCES").before(4, Profile.CONTAINMENT_TCP, Result.OPEN);
    }

    private static Attempt fastOpen(String name, String aim, String command) {
        Attempt attempt =
                row(name, aim, command)
                        .claimedBy("TCP Fast Open", "CONNECT_TCP", "network")
                        .except(FAST_OPEN)
                        .open();
        Attempt fixed = Machine.hasFixedFastOpen() ? attempt.fromAbi(4, "EACCES") : attempt;
        return filtered(fixed, "EOPNOTSUPP").since(10, Profile.CONTAINMENT_TCP, "EACCES");
    }

    private static Attempt mptcp(String name, String aim, String command, String right) {
        Attempt attempt =
                row(name, aim, command).claimedBy(right, "other sockets", "network").except(MPTCP).open();
        return filtered(attempt, NO_PROTOCOL);
    }

    private static Attempt udp(String name, String aim, String command, String right) {
        Attempt attempt =
                row(name, aim, command)
                        .claimedBy(right, "UDP", "network")
                        .refusedFrom(10, "EACCES");
        return filtered(attempt, NO_PROTOCOL);
    }

    /** A socket of a family that has TCP too. */
    private static Attempt inet(String name, String aim, String command) {
        return filtered(family(name, aim, command), NO_PROTOCOL);
    }

    /** A socket of a family of its own. */
    private static Attempt family(String name, String aim, String command) {
        return row(name, aim, command)
                .claimedBy("other sockets", "network")
                .openUntil(Profile.CONTAINMENT, NO_FAMILY);
    }

    /** Where there are TCP sockets it is refused in another way than where there are none. */
    private static Attempt filtered(Attempt attempt, String verdict) {
        return attempt.under(Profile.CONTAINMENT, NO_FAMILY)
                .under(Profile.CONTAINMENT_TCP, verdict)
                .under(Profile.STRICT, NO_FAMILY);
    }

    private static Attempt.Row row(String name, String aim, String command) {
        return Attempt.Row.of(Group.NETWORK, name, aim, command);
    }
}
