package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.FilterHeader.AF_INET;
import static io.github.landlauncher.linux.libc.FilterHeader.AF_INET6;
import static io.github.landlauncher.linux.libc.FilterHeader.AF_UNIX;
import static io.github.landlauncher.linux.libc.WatchHeader.AF_UNSPEC;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** An address as bind(2), connect(2) and sendto(2) take it; see ip(7), ipv6(7) and unix(7). */
sealed interface SocketAddress {

    /** The kernel takes no longer one: struct sockaddr_storage. */
    int LONGEST = 128;

    /**
     * A port.
     *
     * @param family AF_INET or AF_INET6, or AF_UNSPEC if it looks like AF_INET but does not say so
     * @param port 0 to 65535
     * @param any whether the address is that of every interface; known without AF_INET6 only
     */
    record Internet(int family, int port, boolean any) implements SocketAddress {}

    /** A unix socket with a path, its bytes without a NUL. */
    record UnixPath(byte... path) implements SocketAddress {}

    /** A unix socket of the abstract namespace: its name, a character a byte. */
    record Abstract(String name) implements SocketAddress {}

    /**
     * Reads an address.
     *
     * @param bytes all that the caller says belongs to it
     * @return empty if the kernel refuses it as too short or too long, or it is of another family
     */
    static Optional<SocketAddress> of(ByteBuffer bytes) {
        if (bytes.limit() < Short.BYTES || bytes.limit() > LONGEST) {
            return Optional.empty();
        }
        int family = Short.toUnsignedInt(bytes.getShort(0));
        return switch (family) {
            case AF_UNSPEC, AF_INET -> internet(family, bytes, Layout.SIZE_OF_IN);
            case AF_INET6 -> internet(family, bytes, Layout.SIZE_OF_IN6);
            case AF_UNIX -> unix(bytes);
            default -> Optional.empty();
        };
    }

    private static Optional<SocketAddress> internet(int family, ByteBuffer bytes, int size) {
        if (bytes.limit() < size) {
            return Optional.empty();
        }
        int port = Byte.toUnsignedInt(bytes.get(Layout.PORT)) << Byte.SIZE
                | Byte.toUnsignedInt(bytes.get(Layout.PORT + 1)); // network byte order
        boolean any = family != AF_INET6 && bytes.getInt(Layout.IN_ADDRESS) == 0;
        return Optional.of(new Internet(family, port, any));
    }

    /** Without any path it asks the kernel for a name, or means none. */
    private static Optional<SocketAddress> unix(ByteBuffer bytes) {
        int length = bytes.limit() - Layout.SUN_PATH;
        if (length == 0 || bytes.limit() > Layout.SIZE_OF_UN) {
            return Optional.empty();
        }
        byte[] path = new byte[length];
        bytes.get(Layout.SUN_PATH, path);
        if (path[0] == 0) {
            return Optional.of(new Abstract(
                    new String(path, 1, length - 1, StandardCharsets.ISO_8859_1)));
        }
        int end = 0;
        while (end < length && path[end] != 0) {
            end++;
        }
        return Optional.of(new UnixPath(Arrays.copyOf(path, end)));
    }

    /** Sizes and offsets of struct sockaddr_in, sockaddr_in6 and sockaddr_un. */
    final class Layout {
        static final int SIZE_OF_IN = 16;
        static final int SIZE_OF_IN6 = 24; // SIN6_LEN_RFC2133: the kernel does without the scope
        static final int SIZE_OF_UN = 110;
        static final int PORT = 2;
        static final int IN_ADDRESS = 4;
        static final int SUN_PATH = 2;

        private Layout() {}
    }
}
