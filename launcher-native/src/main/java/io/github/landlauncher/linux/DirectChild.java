package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.CLD_EXITED;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.P_PIDFD;
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

/** A child of this JVM, which reaps it. */
final class DirectChild implements Program {

    /** The exit value if somebody else in this process has reaped the child; the JDK's too. */
    private static final int REAPED_ELSEWHERE = -1;

    private final Libc libc;
    private final MemoryPool pool;
    private final int pid;
    private final Descriptor pidfd;
    private final Optional<ProcessHandle> handle;

    /** Guards pidfd and reaping, so that no signal goes to a pid that is free for another process. */
    private final ReentrantLock lock = new ReentrantLock();

    private EventLoop.Watch watch;
    private boolean reaped;

    /** Takes over the child's pidfd once it is kept. */
    DirectChild(Libc libc, MemoryPool pool, NewChild child) {
        this.libc = libc;
        this.pool = pool;
        this.pid = child.pid();
        this.pidfd = child.pidfd();
        this.handle = ProcessHandle.of(pid);
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
    public void watch(EventLoop loop, Runnable action) throws IOException {
        lock.lock();
        try {
            watch = loop.watch(pidfd.fd(), EPOLLIN, action);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isHeardByThisThread() {
        lock.lock();
        try {
            return watch.isCurrent();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public OptionalInt poll() {
        lock.lock();
        try (Scratch scratch = Scratch.of(libc, pool, Siginfo.SIZE)) {
            if (reaped) {
                return OptionalInt.empty();
            }
            int info = scratch.reserve(Siginfo.SIZE);
            int result;
            do {
                result = libc.waitid(P_PIDFD, pidfd.fd(), scratch.address(info), WEXITED | WNOHANG);
            } while (result == -Errno.EINTR);
            if (result == 0 && Siginfo.pid(scratch.bytes(), info) == 0) {
                return OptionalInt.empty(); // not yet
            }
            reaped = true;
            watch.end();
            pidfd.close();
            return OptionalInt.of(result < 0 ? REAPED_ELSEWHERE : exitValue(scratch, info));
        } finally {
            lock.unlock();
        }
    }

    private static int exitValue(Scratch scratch, int info) {
        int status = Siginfo.status(scratch.bytes(), info);
        return Siginfo.code(scratch.bytes(), info) == CLD_EXITED ? status : KILLED_BY + status;
    }

    @Override
    public int root() {
        return pid;
    }

    @Override
    public boolean holdsRoot() {
        lock.lock();
        try {
            return !reaped;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void signal(int signal) {
        lock.lock();
        try {
            if (!reaped) {
                libc.pidfd_send_signal(pidfd.fd(), signal, 0, 0);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void signalGroup(int signal) {
        lock.lock();
        try {
            if (!reaped) {
                libc.kill(-pid, signal);
            }
        } finally {
            lock.unlock();
        }
    }
}
