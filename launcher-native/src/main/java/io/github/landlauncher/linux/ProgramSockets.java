package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.FilterHeader.AF_INET6;
import static io.github.landlauncher.linux.libc.FilterHeader.AF_INET;
import static io.github.landlauncher.linux.libc.FilterHeader.AF_UNIX;
import static io.github.landlauncher.linux.libc.FilterHeader.IPPROTO_TCP;
import static io.github.landlauncher.linux.libc.FilterHeader.IPPROTO_UDP;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_DGRAM;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_STREAM;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The sockets of other processes, by an attribute that sockets have, sockfs_xattr_get() of
 * net/socket.c: the name of struct proto. It is read through /proc/PID/fd.
 *
 * <p>No copy of the descriptor is taken, pidfd_getfd(2): the program may have put any file in the
 * socket's place, and when this JVM closed that it would lose its own record locks on it, fcntl(2).
 */
final class ProgramSockets implements SocketKinds {

    private static final byte[] ATTRIBUTE =
            "system.sockprotoname".getBytes(StandardCharsets.US_ASCII);

    /** struct proto has room for 32. */
    private static final int LONGEST_NAME = 64;

    /** Those that Landlock or a policy knows; of Unix sockets SOCK_SEQPACKET is not told apart. */
    private static final Map<String, Kind> KINDS = Map.of(
            "TCP", new Kind(AF_INET, SOCK_STREAM, IPPROTO_TCP),
            "TCPv6", new Kind(AF_INET6, SOCK_STREAM, IPPROTO_TCP),
            "UDP", new Kind(AF_INET, SOCK_DGRAM, IPPROTO_UDP),
            "UDPv6", new Kind(AF_INET6, SOCK_DGRAM, IPPROTO_UDP),
            "UNIX-STREAM", new Kind(AF_UNIX, SOCK_STREAM, 0),
            "UNIX", new Kind(AF_UNIX, SOCK_DGRAM, 0));

    private final Libc libc;
    private final MemoryPool pool;

    ProgramSockets(Libc libc, MemoryPool pool) {
        this.libc = libc;
        this.pool = pool;
    }

    @Override
    public Optional<Kind> of(int pid, int fd) {
        byte[] link = ("/proc/" + pid + "/fd/" + fd).getBytes(StandardCharsets.US_ASCII);
        try (Scratch scratch = Scratch.of(libc, pool, 0)) {
            int value = scratch.reserve(LONGEST_NAME);
            long size = libc.getxattr(scratch.string(link), scratch.string(ATTRIBUTE),
                    scratch.address(value), LONGEST_NAME);
            if (size <= 0) {
                return Optional.empty();
            }
            byte[] name = new byte[(int) size];
            scratch.bytes().get(value, name);
            return Optional.ofNullable(
                    KINDS.get(new String(name, StandardCharsets.US_ASCII).replace("\0", "")));
        }
    }
}
