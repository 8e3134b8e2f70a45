package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.FilterHeader.AF_UNIX;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_STREAM;
import static io.github.landlauncher.linux.libc.NotifyHeader.MSG_CMSG_CLOEXEC;
import static io.github.landlauncher.linux.libc.NotifyHeader.MSG_CTRUNC;
import static io.github.landlauncher.linux.libc.NotifyHeader.SOCK_CLOEXEC;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Cmsghdr;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Iovec;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Msghdr;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.util.List;

/**
 * A start whose program is to be watched: the socket by which the helper sends the listener, and then
 * the watch. Unless it is kept, the watch is ended when this is closed, so that a failed start leaves
 * nothing; the child has to be killed by then, since its calls would fail.
 */
final class WatchStart implements AutoCloseable {

    private final Libc libc;
    private final Descriptor program;
    private final Beginning beginning;
    private final Descriptor own;
    private final Descriptor childs;
    private WatchedProgram watched;
    private boolean kept;

    private WatchStart(
            Libc libc, Descriptor program, Beginning beginning, Descriptor own, Descriptor childs) {
        this.libc = libc;
        this.program = program;
        this.beginning = beginning;
        this.own = own;
        this.childs = childs;
    }

    /** Begins a watch with the listener that a child sent, which it takes over. */
    @FunctionalInterface
    interface Beginning {
        WatchedProgram with(Descriptor listener) throws IOException;
    }

    /**
     * Makes the socket.
     *
     * @param program what the helper installs; it stays open
     */
    static WatchStart open(Libc libc, Scratch scratch, Descriptor program, Beginning beginning)
            throws IOException {
        int fds = scratch.reserve(2 * Integer.BYTES);
        int result = libc.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, scratch.address(fds));
        Descriptor[] ends = Descriptor.pair(libc, result, scratch.bytes(), fds);
        return new WatchStart(libc, program, beginning, ends[0], ends[1]);
    }

    /** What becomes of the descriptors that the helper needs. */
    void addDups(List<Stdio.Dup> dups) {
        dups.add(new Stdio.Dup(program.fd(), HelperCommand.NOTIFY_FD));
        dups.add(new Stdio.Dup(childs.fd(), HelperCommand.LISTENER_SOCKET_FD));
    }

    /**
     * Waits until the helper has sent the listener, and begins to answer; or until it has ended
     * without, of which its report tells the reason. It must be answered before the report is awaited
     * to its end, since execve is among the calls that wait.
     */
    void serve(Scratch scratch) throws IOException {
        childs.close(); // else nobody would hear that the helper has ended
        int iovec = scratch.reserve(Iovec.SIZE);
        int control = scratch.reserve(Cmsghdr.SIZE);
        int message = scratch.reserve(Msghdr.SIZE);
        Iovec.put(scratch.bytes(), iovec, scratch.address(scratch.reserve(1)), 1);
        Msghdr.put(scratch.bytes(), message, scratch.address(iovec), scratch.address(control),
                Cmsghdr.SIZE);
        long count;
        do {
            count = libc.recvmsg(own.fd(), scratch.address(message), MSG_CMSG_CLOEXEC);
        } while (count == -Errno.EINTR);
        if (count < 0) {
            throw Failure.of(libc, StartStep.NOTIFY_RECEIVE, (int) -count);
        }
        if (count > 0) {
            watched = beginning.with(listener(scratch, message, control));
        }
        own.close();
    }

    private Descriptor listener(Scratch scratch, int message, int control) throws IOException {
        if ((Msghdr.flags(scratch.bytes(), message) & MSG_CTRUNC) != 0) {
            // The kernel had no number for it, and has closed it.
            throw Failure.of(libc, StartStep.NOTIFY_RECEIVE, Errno.EMFILE);
        }
        if (Msghdr.controlSize(scratch.bytes(), message) == 0
                || !Cmsghdr.isDescriptor(scratch.bytes(), control)) {
            throw noListener();
        }
        return Descriptor.of(
                libc, Cmsghdr.descriptor(scratch.bytes(), control), StartStep.NOTIFY_RECEIVE);
    }

    /** Checks that a program that runs is being watched. */
    void check() throws IOException {
        if (watched == null) {
            throw noListener();
        }
    }

    private static StepFailedException noListener() {
        return Failure.of(StartStep.NOTIFY_RECEIVE, "the helper sent no listener",
                "What ran is not the helper of this version.");
    }

    /** Leaves the watch to itself: it ends with the last process of the program. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        childs.close();
        own.close();
        if (watched != null && !kept) {
            watched.close();
        }
    }
}
