package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLONESHOT;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGSTOP;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import java.io.IOException;
import java.util.function.Consumer;

/** A process of a tree, held by a pidfd: it can be signalled, and its end is heard of. */
final class Member {

    /** Stands for a process that lacks no_new_privs and so cannot be of a tree. */
    static final Member STRANGER = new Member(null, null, null);

    private final Libc libc;
    private final ProcStat stat;
    private final Descriptor pidfd;
    private EventLoop.Watch watch;
    private boolean stopped;
    private int lastSignal;

    private Member(Libc libc, ProcStat stat, Descriptor pidfd) {
        this.libc = libc;
        this.stat = stat;
        this.pidfd = pidfd;
    }

    /** What is needed to hold processes. */
    record Holder(Libc libc, EventLoop reaper) {

        /**
         * Holds a process that was seen in /proc; null if it has ended since, {@link Member#STRANGER} if it
         * is none that we started.
         *
         * @param whenEnded runs on the reaper's thread, once
         */
        Member hold(ProcStat process, Consumer<Member> whenEnded) throws IOException {
            int result = libc.pidfd_open(process.pid(), 0);
            if (result == -Errno.ESRCH || result == -Errno.EINVAL) {
                return null;
            }
            Descriptor pidfd = Descriptor.of(libc, result, StartStep.WATCH);
            // Only now that a pidfd is there can it be said whether it means the one that was seen.
            ProcStat now = ProcStat.of(process.pid());
            if (now == null || now.start() != process.start() || !now.living()) {
                pidfd.close();
                return null;
            }
            if (!ProcStat.hasNoNewPrivs(process.pid())) {
                pidfd.close();
                return STRANGER;
            }
            Member member = new Member(libc, process, pidfd);
            try {
                member.watch = reaper.watch(
                        pidfd.fd(), EPOLLIN | EPOLLONESHOT, () -> whenEnded.accept(member));
            } catch (IOException e) {
                pidfd.close();
                throw e;
            }
            return member;
        }
    }

    /** As it was seen when it was found. */
    ProcStat stat() {
        return stat;
    }

    /** Stops the process; whether that is news. */
    boolean stop() throws IOException {
        if (stopped) {
            return false;
        }
        stopped = true;
        send(SIGSTOP);
        return true;
    }

    /** Sends a signal, unless it was the last one sent. */
    void signal(int signal) throws IOException {
        if (lastSignal != signal) {
            lastSignal = signal;
            send(signal);
        }
    }

    private void send(int signal) throws IOException {
        int result = libc.pidfd_send_signal(pidfd.fd(), signal, 0, 0);
        if (result < 0 && result != -Errno.ESRCH) {
            throw Failure.of(libc, StartStep.WATCH, -result);
        }
    }

    /** Lets go of a process. */
    void release() {
        watch.end();
        pidfd.close();
    }
}
