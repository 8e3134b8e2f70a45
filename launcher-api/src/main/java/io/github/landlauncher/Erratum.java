package io.github.landlauncher;

/**
 * A bug of Landlock that the running kernel says it has fixed.
 *
 * <p>Errata are backported independently of the ABI and are reported, never used to lower it.
 * Source: security/landlock/errata/ of Linux 7.3.
 */
public enum Erratum {
    /** TCP rights no longer hit other stream sockets; since then MPTCP passes them. */
    TCP_SOCKET_IDENTIFICATION(1),
    /** Scope SIGNAL no longer hits signals between threads of one process. */
    SCOPED_SIGNAL_HANDLING(2),
    /** Renaming through a disconnected directory no longer widens rights. */
    DISCONNECTED_DIRECTORY_HANDLING(3),
    /** Making an overlay whiteout needs MAKE_REG, not MAKE_CHAR. */
    WHITEOUT_HANDLING(4);

    private final int number;

    Erratum(int number) {
        this.number = number;
    }

    /** The kernel's number for this erratum, 1 or more; its bit is {@code number - 1}. */
    public int number() {
        return number;
    }

    /** Whether this erratum's bit is set in a mask reported by the kernel. */
    public boolean isIn(int mask) {
        return (mask & 1 << (number - 1)) != 0;
    }
}
