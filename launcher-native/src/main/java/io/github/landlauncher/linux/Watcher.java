package io.github.landlauncher.linux;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.explain.OperationListener;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Has programs watched by seccomp's user notification: keeps the one thread that listens to all of
 * them, the one that takes care of it, and the one seccomp program that they all run under. They are made
 * when the first is watched and last as long as the JVM.
 *
 * <p>See docs/decisions/0029-watching-by-user-notification.md.
 */
final class Watcher {

    private final ReentrantLock lock = new ReentrantLock();
    private final Libc libc;
    private final MemoryPool pool;
    private final Architecture architecture;
    private final Supplier<AttemptReader> readers;
    private volatile Lasting lasting;

    Watcher(Libc libc, MemoryPool pool, Architecture architecture) {
        this(libc, pool, architecture, () -> new NoticeReader(
                new ProgramMemory(libc, pool), new ProgramSockets(libc, pool), Path.of("/proc"))
                ::attempts);
    }

    /** Has each program's calls read by a reader of its own. */
    Watcher(
            Libc libc,
            MemoryPool pool,
            Architecture architecture,
            Supplier<AttemptReader> readers) {
        this.libc = libc;
        this.pool = pool;
        this.architecture = architecture;
        this.readers = readers;
    }

    /** What is made once. */
    private record Lasting(Turns turns, Descriptor program, SyscallListener.Room room) {}

    /**
     * Prepares a start whose program is to be watched.
     *
     * @throws IllegalStateException if the current thread is the one that answers programs: it would
     *     wait for itself
     * @throws io.github.landlauncher.spi.StepFailedException if a descriptor cannot be made; the next
     *     call tries again
     */
    WatchStart begin(Scratch scratch, OperationListener listener) throws IOException {
        Lasting made = lasting();
        if (made.turns().loop().isCurrent()) {
            throw new IllegalStateException("a listener of a watched program, which waits for it, must"
                    + " not start another program to be watched; use another thread");
        }
        return WatchStart.open(libc, scratch, made.program(), calls -> WatchedProgram.start(
                new SyscallListener(libc, made.room(), calls), readers.get(), listener, made.turns()));
    }

    private Lasting lasting() throws IOException {
        Lasting known = lasting;
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            if (lasting == null) {
                lasting = make();
            }
            return lasting;
        } finally {
            lock.unlock();
        }
    }

    private Lasting make() throws IOException {
        Descriptor program = makeProgram();
        try {
            SyscallListener.Room room = SyscallListener.Room.of(libc);
            Turns turns = Turns.start(
                    () -> EventLoop.start(libc, "landlauncher watcher"), Turns.LONGEST);
            return new Lasting(turns, program, room);
        } catch (IOException | RuntimeException | Error e) {
            program.close();
            throw e;
        }
    }

    private Descriptor makeProgram() throws IOException {
        byte[] program = NotifyProgram.of(architecture);
        try (Scratch scratch = Scratch.of(libc, pool, 0)) {
            int memfd = SealedMemfd.createData(libc, scratch, "seccomp-notify");
            Descriptor data = Descriptor.of(libc, memfd, StartStep.DESCRIPTORS);
            return SealedMemfd.sealData(libc, scratch, data, program, StartStep.DESCRIPTORS);
        }
    }
}
