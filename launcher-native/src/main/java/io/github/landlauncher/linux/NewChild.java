package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.CLD_EXITED;
import static io.github.landlauncher.linux.libc.LinuxHeader.P_PID;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGKILL;
import static io.github.landlauncher.linux.libc.LinuxHeader.WEXITED;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.linux.libc.Siginfo;
import java.io.IOException;

/**
 * A child of which it is not known yet whether it will become the program. Unless it is kept, it is
 * killed and reaped when this is closed, so that a failed start leaves nothing.
 */
final class NewChild implements AutoCloseable {

    private static final int NO_DESCRIPTOR = -1;

    private final Libc libc;
    private final MemoryPool pool;
    private final int pid;
    private final Guard guard;
    private Descriptor pidfd;
    private boolean done;

    /**
     * A child.
     *
     * @param guard what it is if it is the guard of a tree, or null
     */
    NewChild(Libc libc, MemoryPool pool, int pid, Guard guard) {
        this.libc = libc;
        this.pool = pool;
        this.pid = pid;
        this.guard = guard;
    }

    int pid() {
        return pid;
    }

    /** Opens the pidfd: the pid cannot mean another process before it is reaped here. */
    void open() throws IOException {
        pidfd = Descriptor.of(libc, libc.pidfd_open(pid, 0), StartStep.WATCH);
        // A filter may know the one call and not the other, and nobody could end the program later.
        int result = libc.pidfd_send_signal(NO_DESCRIPTOR, 0, 0, 0);
        if (result != -Errno.EBADF) {
            throw Failure.of(libc, StartStep.WATCH, -result);
        }
    }

    Descriptor pidfd() {
        return pidfd;
    }

    /** Leaves pidfd and reaping to a process. */
    void keep() {
        done = true;
    }

    /** Ends and reaps the child, and tells how it had ended, as in "it exited with 127". */
    String end() {
        done = true;
        // If it had ended by itself, that is what is reported: a signal changes nothing any more.
        if (guard == null) {
            libc.kill(pid, SIGKILL);
        } else {
            guard.endTree(pid);
        }
        String ending = reap();
        if (pidfd != null) {
            pidfd.close();
        }
        return ending;
    }

    private String reap() {
        try (Scratch scratch = Scratch.of(libc, pool, Siginfo.SIZE)) {
            int info = scratch.reserve(Siginfo.SIZE);
            int result;
            do {
                result = libc.waitid(P_PID, pid, scratch.address(info), WEXITED);
            } while (result == -Errno.EINTR);
            if (result < 0) {
                return "its end is unknown (" + Errno.name(-result) + ")";
            }
            int status = Siginfo.status(scratch.bytes(), info);
            return Siginfo.code(scratch.bytes(), info) == CLD_EXITED
                    ? "it exited with " + status
                    : "it was killed by signal " + status;
        }
    }

    @Override
    public void close() {
        if (!done) {
            end();
        }
    }
}
