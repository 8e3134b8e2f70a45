package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.P_PIDFD;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGKILL;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGTERM;
import static io.github.landlauncher.linux.libc.LinuxHeader.WEXITED;
import static io.github.landlauncher.linux.libc.LinuxHeader.WNOHANG;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.linux.libc.Siginfo;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program whose parent is a guard, helper-c/tree-guard.c, which is this JVM's child. The guard
 * reports what the program exited with, and ends when the program's whole tree has.
 */
final class GuardedChild implements Program {

    static final int RECORD_SIZE = 2 * Integer.BYTES;

    private final Libc libc;
    private final MemoryPool pool;
    private final int guard;
    private final int pid;
    private final Descriptor guardPidfd;
    private final Descriptor pidfd;
    private final Descriptor report;
    private final Optional<ProcessHandle> handle;
    private final ReentrantLock lock = new ReentrantLock();

    private Runnable whenGuardEnds;
    private EventLoop.Watch guardWatch;
    private EventLoop.Watch reportWatch;
    private OptionalInt value = OptionalInt.empty();
    private boolean told;
    private boolean guardReaped;
    private boolean guardWasKilled;

    /** Takes over the descriptors of guard and program once these are kept. */
    GuardedChild(
            Libc libc, MemoryPool pool, NewChild guard, int pid, Descriptor pidfd, Descriptor report) {
        this.libc = libc;
        this.pool = pool;
        this.guard = guard.pid();
        this.guardPidfd = guard.pidfd();
        this.pid = pid;
        this.pidfd = pidfd;
        this.report = report;
        this.handle = ProcessHandle.of(pid);
    }

    /** Has an action run, once, when the guard has ended; to be called before {@link #watch}. */
    void whenGuardEnds(Runnable action) {
        whenGuardEnds = action;
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public Optional<ProcessHandle> handle() {
        return handle;
    }

    @Override
    public void watch(EventLoop reaper, Runnable action) throws IOException {
        lock.lock();
        try {
            reportWatch = reaper.watch(report.fd(), EPOLLIN, action);
            try {
                guardWatch = reaper.watch(guardPidfd.fd(), EPOLLIN, () -> reapGuard(action));
            } catch (IOException e) {
                reportWatch.end();
                // The reaper may be about to run the action, when the report may be closed already.
                value = OptionalInt.of(KILLED_BY + SIGKILL);
                told = true;
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isHeardByThisThread() {
        lock.lock();
        try {
            return reportWatch.isCurrent();
        } finally {
            lock.unlock();
        }
    }

    private void reapGuard(Runnable action) {
        lock.lock();
        try (Scratch scratch = Scratch.of(libc, pool, Siginfo.SIZE)) {
            if (guardReaped) {
                return;
            }
            int info = scratch.reserve(Siginfo.SIZE);
            int result;
            do {
                result = libc.waitid(
                        P_PIDFD, guardPidfd.fd(), scratch.address(info), WEXITED | WNOHANG);
            } while (result == -Errno.EINTR);
            if (result == 0 && Siginfo.pid(scratch.bytes(), info) == 0) {
                return;
            }
            guardReaped = true;
            guardWatch.end();
            guardPidfd.close();
            readReport();
            if (value.isEmpty()) {
                // Somebody killed it, and thereby the program, which has asked for that.
                guardWasKilled = true;
                value = OptionalInt.of(KILLED_BY + SIGKILL);
                free();
            }
        } finally {
            lock.unlock();
        }
        try {
            action.run();
        } finally {
            whenGuardEnds.run();
        }
    }

    /** Takes the exit value, if it has come. */
    private void readReport() {
        if (value.isPresent()) {
            return;
        }
        try (Scratch scratch = Scratch.of(libc, pool, RECORD_SIZE)) {
            int record = scratch.reserve(RECORD_SIZE);
            long count;
            do {
                count = libc.read(report.fd(), scratch.address(record), RECORD_SIZE);
            } while (count == -Errno.EINTR);
            if (count == RECORD_SIZE) {
                value = OptionalInt.of(scratch.bytes().getInt(record + Integer.BYTES));
                free();
            }
        }
    }

    private void free() {
        reportWatch.end();
        report.close();
        pidfd.close();
    }

    @Override
    public OptionalInt poll() {
        lock.lock();
        try {
            readReport();
            if (told || value.isEmpty()) {
                return OptionalInt.empty();
            }
            told = true;
            return value;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int root() {
        return guard;
    }

    @Override
    public boolean holdsRoot() {
        lock.lock();
        try {
            return !guardReaped;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the guard was killed before its time, so that there may be something left. */
    boolean guardWasKilled() {
        lock.lock();
        try {
            return guardWasKilled;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void signal(int signal) {
        lock.lock();
        try {
            if (value.isEmpty()) {
                libc.pidfd_send_signal(pidfd.fd(), signal, 0, 0);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The guard reaps the program, so nobody here knows what its group is by now. */
    @Override
    public void signalGroup(int signal) {}

    /** Has the guard kill the whole tree. */
    void killTree() {
        lock.lock();
        try {
            if (!guardReaped) {
                libc.pidfd_send_signal(guardPidfd.fd(), SIGTERM, 0, 0);
            }
        } finally {
            lock.unlock();
        }
    }
}
