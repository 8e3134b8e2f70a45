package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.WatchHeader.SOL_SOCKET;
import static io.github.landlauncher.linux.libc.WatchHeader.SO_DOMAIN;
import static io.github.landlauncher.linux.libc.WatchHeader.SO_PROTOCOL;
import static io.github.landlauncher.linux.libc.WatchHeader.SO_TYPE;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.util.Optional;

/** The sockets of other processes, by a copy of the descriptor: pidfd_getfd(2). */
final class ProgramSockets implements SocketKinds {

    private final Libc libc;
    private final MemoryPool pool;

    ProgramSockets(Libc libc, MemoryPool pool) {
        this.libc = libc;
        this.pool = pool;
    }

    @Override
    public Optional<Kind> of(int pid, int fd) {
        int process = libc.pidfd_open(pid, 0);
        if (process < 0) {
            return Optional.empty();
        }
        int socket = libc.pidfd_getfd(process, fd, 0);
        libc.close(process);
        if (socket < 0) {
            return Optional.empty();
        }
        try (Scratch scratch = Scratch.of(libc, pool, 0)) {
            int domain = option(scratch, socket, SO_DOMAIN);
            int type = option(scratch, socket, SO_TYPE);
            int protocol = option(scratch, socket, SO_PROTOCOL);
            return domain < 0 || type < 0 || protocol < 0
                    ? Optional.empty()
                    : Optional.of(new Kind(domain, type, protocol));
        } finally {
            libc.close(socket);
        }
    }

    /** The value, none of which is negative, or a negated errno. */
    private int option(Scratch scratch, int socket, int name) {
        int value = scratch.reserve(Integer.BYTES);
        int size = scratch.reserve(Integer.BYTES);
        scratch.bytes().putInt(size, Integer.BYTES);
        int result = libc.getsockopt(
                socket, SOL_SOCKET, name, scratch.address(value), scratch.address(size));
        return result < 0 ? result : scratch.bytes().getInt(value);
    }
}
