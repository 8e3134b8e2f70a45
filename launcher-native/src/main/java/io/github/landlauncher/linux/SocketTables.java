package io.github.landlauncher.linux;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The sockets of a thread's network namespace, by /proc/TID/net. */
final class SocketTables {

    private static final int UNIX_FIELDS = 8;
    private static final int UNIX_PATH = 7;
    private static final int UDP_INODE = 9;

    private SocketTables() {}

    /** Whether there is an abstract unix socket of that name: /proc/net/unix, unix(7). */
    static boolean hasAbstract(WatchedThread thread, String name) throws UnreadableException {
        String shown = "@" + name.replace('\0', '@');
        return lines(thread, "unix")
                .map(line -> line.trim().split("\\s+", UNIX_FIELDS))
                .anyMatch(fields -> fields.length == UNIX_FIELDS && fields[UNIX_PATH].equals(shown));
    }

    /** Whether a UDP socket has a port: those that have none are not in /proc/net/udp. */
    static boolean isBoundUdp(WatchedThread thread, int fd) throws UnreadableException {
        Optional<Path> text = thread.descriptorText(fd);
        if (text.isEmpty()) {
            return false;
        }
        String inode = text.get().toString().replaceAll("\\D", "");
        return hasUdp(lines(thread, "udp"), inode) || hasUdp(lines(thread, "udp6"), inode);
    }

    private static boolean hasUdp(Stream<String> lines, String inode) {
        return lines.map(line -> line.trim().split("\\s+"))
                .anyMatch(fields -> fields.length > UDP_INODE && fields[UDP_INODE].equals(inode));
    }

    private static Stream<String> lines(WatchedThread thread, String table)
            throws UnreadableException {
        return WatchedThread.text(thread.entry("net").resolve(table)).stream()
                .flatMap(text -> Stream.of(text.split("\n")));
    }
}
