package io.github.landlauncher;

/** A right on ports, {@code LANDLOCK_ACCESS_NET_*}; rules name ports only, never addresses. */
public enum AccessNet implements LandlockFeature {
    /** Bind a TCP socket to a port. */
    BIND_TCP(LandlockAbi.V4, "any TCP port can be bound"),
    /** Connect a TCP socket to a remote port. */
    CONNECT_TCP(LandlockAbi.V4, "any TCP port can be connected to"),
    /** Bind a UDP socket to a port; port 0 stands for the port the kernel picks. */
    BIND_UDP(LandlockAbi.V10, "any UDP port can be bound"),
    /** Connect a UDP socket, or send a datagram, to a remote port. */
    CONNECT_SEND_UDP(LandlockAbi.V10, "datagrams can be sent to any UDP port");

    private final LandlockAbi since;
    private final String withoutIt;

    AccessNet(LandlockAbi since, String withoutIt) {
        this.since = since;
        this.withoutIt = withoutIt;
    }

    @Override
    public LandlockAbi since() {
        return since;
    }

    @Override
    public String withoutIt() {
        return withoutIt;
    }

    /** Whether this right is about TCP. */
    boolean isTcp() {
        return this == BIND_TCP || this == CONNECT_TCP;
    }
}
