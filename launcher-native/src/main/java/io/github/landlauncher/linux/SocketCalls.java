package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.FilterHeader.AF_INET;
import static io.github.landlauncher.linux.libc.FilterHeader.IPPROTO_TCP;
import static io.github.landlauncher.linux.libc.FilterHeader.IPPROTO_UDP;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_DGRAM;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_STREAM;
import static io.github.landlauncher.linux.libc.WatchHeader.AF_UNSPEC;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.linux.libc.LinuxHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls that bind a socket, connect it, or send to an address: security/landlock/net.c and task.c,
 * Linux 7.3, and unix_find_bsd() of net/unix/af_unix.c.
 *
 * <p>Datagrams that are sent without an address are not seen, nor is TCP Fast Open, which kernels
 * differ about.
 */
final class SocketCalls {

    private static final List<Operation> NONE = List.of();
    private static final int MMSGHDR = 64; // struct mmsghdr begins with a struct msghdr
    private static final int MSG_NAMELEN = 8;
    private static final int MSGHDR_HEAD = 12;
    private static final int UIO_MAXIOV = 1024; // sendmmsg(2) takes no more

    private SocketCalls() {}

    static List<Operation> bind(PendingCall call) throws UnreadableException {
        Optional<SocketAddress> address = address(call, call.argument(1), call.integer(2));
        if (address.isEmpty()) {
            return NONE;
        }
        if (address.get() instanceof SocketAddress.Abstract named) {
            if (!SocketTables.hasAbstract(call.thread(), named.name())) {
                call.own().boundName(named.name()); // otherwise it is somebody's already
            }
            return NONE;
        }
        if (address.get() instanceof SocketAddress.UnixPath unix) {
            List<Operation> made = FileCalls.make(Optional.of(path(call, unix)), AccessFs.MAKE_SOCK);
            for (Operation operation : made) {
                call.own().boundPath(((Operation.Make) operation).path());
            }
            return made;
        }
        SocketAddress.Internet internet = (SocketAddress.Internet) address.get();
        return call.socket(call.integer(0))
                .filter(kind -> fits(internet, kind) || isUnspecific(internet, kind))
                .map(kind -> bind(kind, internet.port()))
                .orElse(NONE);
    }

    private static List<Operation> bind(SocketKinds.Kind kind, int port) {
        if (isTcp(kind)) {
            return List.of(new Operation.UsePort(AccessNet.BIND_TCP, port));
        }
        return isUdp(kind) ? List.of(new Operation.UsePort(AccessNet.BIND_UDP, port)) : NONE;
    }

    static List<Operation> connect(PendingCall call) throws UnreadableException {
        Optional<SocketAddress> address = address(call, call.argument(1), call.integer(2));
        if (address.isEmpty()) {
            return NONE;
        }
        if (!(address.get() instanceof SocketAddress.Internet internet)) {
            return reach(call, address.get());
        }
        Optional<SocketKinds.Kind> kind =
                call.socket(call.integer(0)).filter(socket -> fits(internet, socket));
        if (kind.isPresent() && isTcp(kind.get())) {
            return List.of(new Operation.UsePort(AccessNet.CONNECT_TCP, internet.port()));
        }
        return kind.isPresent() && isUdp(kind.get()) ? sendUdp(call, internet.port()) : NONE;
    }

    /** sendto(2), which is shown only with an address. */
    static List<Operation> sendTo(PendingCall call) throws UnreadableException {
        return send(call, call.argument(4), call.integer(5));
    }

    /** sendmsg(2), whose address is in a structure. */
    static List<Operation> sendMessage(PendingCall call) throws UnreadableException {
        return sendMessage(call, call.structure(call.argument(1), MSGHDR_HEAD), 0);
    }

    /** sendmmsg(2). */
    static List<Operation> sendMessages(PendingCall call) throws UnreadableException {
        boolean tooMany = Integer.compareUnsigned(call.integer(2), UIO_MAXIOV) > 0;
        int count = tooMany ? UIO_MAXIOV : call.integer(2);
        if (count == 0) {
            return NONE;
        }
        ByteBuffer messages = call.structure(call.argument(1), count * MMSGHDR);
        List<Operation> all = new ArrayList<>();
        for (int at = 0; at < messages.limit(); at += MMSGHDR) {
            for (Operation operation : sendMessage(call, messages, at)) {
                if (!all.contains(operation)) {
                    all.add(operation);
                }
            }
        }
        return all;
    }

    private static List<Operation> sendMessage(PendingCall call, ByteBuffer messages, int at)
            throws UnreadableException {
        return send(call, messages.getLong(at), messages.getInt(at + MSG_NAMELEN));
    }

    private static List<Operation> send(PendingCall call, long address, int length)
            throws UnreadableException {
        if (address == 0) {
            return NONE;
        }
        Optional<SocketAddress> to = address(call, address, length);
        Optional<SocketKinds.Kind> kind =
                to.isPresent() ? call.socket(call.integer(0)) : Optional.empty();
        if (kind.isEmpty() || kind.get().type() != SOCK_DGRAM) {
            return NONE; // what is connected takes no address
        }
        if (!(to.get() instanceof SocketAddress.Internet internet)) {
            return reach(call, to.get());
        }
        return isUdp(kind.get()) && fits(internet, kind.get())
                ? sendUdp(call, internet.port())
                : NONE;
    }

    /** The kernel binds a socket that has no port, as by port 0. */
    private static List<Operation> sendUdp(PendingCall call, int port) throws UnreadableException {
        Operation send = new Operation.UsePort(AccessNet.CONNECT_SEND_UDP, port);
        return SocketTables.isBoundUdp(call.thread(), call.integer(0))
                ? List.of(send)
                : List.of(new Operation.UsePort(AccessNet.BIND_UDP, 0), send);
    }

    /** A unix socket that somebody else has bound. */
    private static List<Operation> reach(PendingCall call, SocketAddress address)
            throws UnreadableException {
        if (address instanceof SocketAddress.Abstract named) {
            boolean outside = !call.own().mayHaveName(named.name())
                    && SocketTables.hasAbstract(call.thread(), named.name());
            return outside ? List.of(new Operation.Reach(Scope.ABSTRACT_UNIX_SOCKET)) : NONE;
        }
        NamedPath path = path(call, (SocketAddress.UnixPath) address);
        Optional<Place> place = path.place(LastLink.FOLLOWED).filter(Place::exists);
        boolean outside = place.isPresent()
                && isSocket(place.get().path())
                && !call.own().mayHavePath(place.get().path());
        return outside ? List.of(new Operation.ResolveUnix(place.get().path())) : NONE;
    }

    private static boolean isSocket(Path path) {
        try {
            int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & LinuxHeader.S_IFMT) == LinuxHeader.S_IFSOCK;
        } catch (IOException e) {
            return false;
        }
    }

    private static NamedPath path(PendingCall call, SocketAddress.UnixPath unix)
            throws UnreadableException {
        return new NamedPath(call.thread(), LinuxHeader.AT_FDCWD, call.path(unix.path()));
    }

    private static Optional<SocketAddress> address(PendingCall call, long address, int length)
            throws UnreadableException {
        return length <= 0 || length > SocketAddress.LONGEST
                ? Optional.empty()
                : SocketAddress.of(call.structure(address, length));
    }

    /** Any other family than the socket's is an error of its own. */
    private static boolean fits(SocketAddress.Internet address, SocketKinds.Kind kind) {
        return address.family() == kind.domain();
    }

    /** The kernel takes it for AF_INET, if it is the address of every interface. */
    private static boolean isUnspecific(SocketAddress.Internet address, SocketKinds.Kind kind) {
        return address.family() == AF_UNSPEC && kind.domain() == AF_INET && address.any();
    }

    private static boolean isTcp(SocketKinds.Kind kind) {
        return kind.type() == SOCK_STREAM && kind.protocol() == IPPROTO_TCP;
    }

    private static boolean isUdp(SocketKinds.Kind kind) {
        return kind.type() == SOCK_DGRAM && kind.protocol() == IPPROTO_UDP;
    }
}
