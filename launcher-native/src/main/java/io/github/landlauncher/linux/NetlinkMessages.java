package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.AuditHeader.NLMSG_ALIGNTO;
import static io.github.landlauncher.linux.libc.AuditHeader.NLMSG_MIN_TYPE;

import io.github.landlauncher.linux.libc.Nlmsghdr;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes datagrams of netlink(7) apart. */
final class NetlinkMessages {

    private NetlinkMessages() {}

    /**
     * Passes on the audit records of a datagram, as lines that begin with their types; the other types
     * are netlink's own.
     *
     * @param at where the datagram begins, in native byte order
     * @param length its bytes
     * @return whether all of it was read; what follows a length that cannot be is not
     */
    static boolean read(ByteBuffer bytes, int at, int length, Consumer<String> lines) {
        int end = at + length;
        int begin = at;
        while (end - begin >= Nlmsghdr.SIZE) {
            long size = Nlmsghdr.length(bytes, begin);
            if (size < Nlmsghdr.SIZE || size > end - begin) {
                return false;
            }
            int type = Nlmsghdr.type(bytes, begin);
            if (type >= NLMSG_MIN_TYPE) {
                lines.accept("type=" + type + " "
                        + text(bytes, begin + Nlmsghdr.SIZE, (int) size - Nlmsghdr.SIZE));
            }
            begin += ((int) size + NLMSG_ALIGNTO - 1) & -NLMSG_ALIGNTO; // the last may lack the padding
        }
        return begin >= end;
    }

    /** Without a NUL or the end of a line at its end. What programs choose is in ASCII, too. */
    private static String text(ByteBuffer bytes, int at, int length) {
        int rest = length;
        while (rest > 0 && (bytes.get(at + rest - 1) == 0 || bytes.get(at + rest - 1) == '\n')) {
            rest--;
        }
        byte[] text = new byte[rest];
        bytes.get(at, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
