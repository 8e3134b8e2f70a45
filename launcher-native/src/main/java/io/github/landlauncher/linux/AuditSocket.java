package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.AuditHeader.AF_NETLINK;
import static io.github.landlauncher.linux.libc.AuditHeader.AUDIT_NLGRP_READLOG;
import static io.github.landlauncher.linux.libc.AuditHeader.MSG_DONTWAIT;
import static io.github.landlauncher.linux.libc.AuditHeader.MSG_TRUNC;
import static io.github.landlauncher.linux.libc.AuditHeader.NETLINK_AUDIT;
import static io.github.landlauncher.linux.libc.AuditHeader.SOCK_RAW;
import static io.github.landlauncher.linux.libc.AuditHeader.SO_RCVBUF;
import static io.github.landlauncher.linux.libc.AuditHeader.SO_RCVBUFFORCE;
import static io.github.landlauncher.linux.libc.NotifyHeader.SOCK_CLOEXEC;
import static io.github.landlauncher.linux.libc.WatchHeader.SOL_SOCKET;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Iovec;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.Msghdr;
import io.github.landlauncher.linux.libc.SockaddrNl;
import io.github.landlauncher.spi.AuditFeed;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The owner of a socket that is in the group of readers of the kernel's audit, netlink(7). Any number of
 * sockets may be; each gets all records.
 */
final class AuditSocket implements AuditFeed {

    /** Room for a message; the kernel, up to Linux 7.3, makes none of more than 9,000 bytes. */
    private static final int LARGEST = 16 * 1024;

    private static final int KEPT_BY_THE_KERNEL = 8 * 1024 * 1024;

    /** As many as the kernel may have kept: who never stops to send shall not keep us for ever. */
    private static final int MOST_AT_ONCE = 100_000;

    private static final int IOVEC = Msghdr.SIZE;
    private static final int SENDER = IOVEC + Iovec.SIZE;
    private static final int MESSAGE = SENDER + 2 * Long.BYTES;

    private final Libc libc;
    private final Descriptor descriptor;
    private final Memory memory;
    private boolean closed;

    private AuditSocket(Libc libc, Descriptor descriptor) {
        this.libc = libc;
        this.descriptor = descriptor;
        this.memory = new Memory(libc, MESSAGE + LARGEST);
    }

    /** Receives what is sent from now on. */
    static AuditSocket open(Libc libc) throws IOException {
        int fd = libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT);
        if (fd < 0) {
            throw AuditFailure.of(libc, "socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT)", -fd);
        }
        AuditSocket socket = new AuditSocket(libc, Descriptor.of(libc, fd, StartStep.DESCRIPTORS));
        try {
            socket.join();
            return socket;
        } catch (IOException | RuntimeException | Error e) {
            socket.close();
            throw e;
        }
    }

    private void join() throws IOException {
        askForRoom();
        memory.bytes().putLong(SENDER, 0).putInt(SENDER + Long.BYTES, 0);
        SockaddrNl.put(memory.bytes(), SENDER, 1 << (AUDIT_NLGRP_READLOG - 1));
        int result = libc.bind(descriptor.fd(), memory.address() + SENDER, SockaddrNl.SIZE);
        if (result < 0) {
            throw AuditFailure.of(libc, "bind(AUDIT_NLGRP_READLOG)", -result);
        }
    }

    /** With CAP_NET_ADMIN as much as we want, else what the system's limit allows, socket(7). */
    private void askForRoom() {
        memory.bytes().putInt(MESSAGE, KEPT_BY_THE_KERNEL);
        long option = memory.address() + MESSAGE;
        if (libc.setsockopt(descriptor.fd(), SOL_SOCKET, SO_RCVBUFFORCE, option, Integer.BYTES) < 0) {
            libc.setsockopt(descriptor.fd(), SOL_SOCKET, SO_RCVBUF, option, Integer.BYTES);
        }
    }

    @Override
    public synchronized long drain(Consumer<String> lines) throws IOException {
        if (closed) {
            throw new IOException("Cannot read audit records: the reader is closed");
        }
        long losses = 0;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            int count = receive();
            if (count == -Errno.EAGAIN) {
                break;
            } else if (count == -Errno.ENOBUFS) {
                losses++;
            } else if (count < 0 && count != -Errno.EINTR) {
                throw AuditFailure.of(libc, "recvmsg", -count);
            } else if (count > 0 && isOfKernel() && !read(count, lines)) {
                losses++;
            }
        }
        return losses;
    }

    private int receive() {
        Iovec.put(memory.bytes(), IOVEC, memory.address() + MESSAGE, LARGEST);
        Msghdr.put(memory.bytes(), 0, memory.address() + IOVEC, 0, 0);
        Msghdr.putName(memory.bytes(), 0, memory.address() + SENDER, SockaddrNl.SIZE);
        return (int) libc.recvmsg(descriptor.fd(), memory.address(), MSG_DONTWAIT);
    }

    /** Who has CAP_NET_ADMIN can send us what looks like a record. */
    private boolean isOfKernel() {
        return Msghdr.nameSize(memory.bytes(), 0) == SockaddrNl.SIZE
                && SockaddrNl.isKernel(memory.bytes(), SENDER);
    }

    private boolean read(int count, Consumer<String> lines) {
        boolean whole = (Msghdr.flags(memory.bytes(), 0) & MSG_TRUNC) == 0;
        return NetlinkMessages.read(memory.bytes(), MESSAGE, count, lines) && whole;
    }

    /** Closing again has no effect. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            descriptor.close();
        }
    }
}
