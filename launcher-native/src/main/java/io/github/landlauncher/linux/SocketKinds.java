package io.github.landlauncher.linux;

import java.util.Optional;

/** Tells what kind of socket a descriptor of a watched program is. */
interface SocketKinds {

    /**
     * What socket(2) was asked for.
     *
     * @param domain AF_INET and the like
     * @param type SOCK_STREAM and the like, without flags
     * @param protocol never 0 for a socket of AF_INET or AF_INET6
     */
    record Kind(int domain, int type, int protocol) {}

    /**
     * The kind of a socket, or empty if that cannot be told: the descriptor is not open or no socket,
     * the process has ended, or this system forbids to ask.
     *
     * @param pid the process, not another thread of it
     * @param fd its descriptor
     */
    Optional<Kind> of(int pid, int fd);
}
