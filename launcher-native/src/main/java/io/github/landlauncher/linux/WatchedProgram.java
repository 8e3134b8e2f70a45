package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLHUP;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;

import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.OperationListener;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program whose system calls are shown to a listener: tells it of each and then lets the call go
 * on, whatever happens meanwhile.
 *
 * <p>It lasts until no process uses the program's filter any more, which may be long after the
 * program itself has ended.
 */
final class WatchedProgram implements AutoCloseable {

    private final SyscallListener calls;
    private final AttemptReader reader;
    private final OperationListener listener;
    private final Turns turns;
    private final AtomicBoolean toldUnseen = new AtomicBoolean();
    private EventLoop.Watch watch;

    private WatchedProgram(
            SyscallListener calls, AttemptReader reader, OperationListener listener, Turns turns) {
        this.calls = calls;
        this.reader = reader;
        this.listener = listener;
        this.turns = turns;
    }

    /**
     * Begins to tell, on the thread that has turns; takes over the calls also if it fails.
     *
     * @throws io.github.landlauncher.spi.StepFailedException if the loop cannot wait for them
     */
    static WatchedProgram start(
            SyscallListener calls, AttemptReader reader, OperationListener listener, Turns turns)
            throws IOException {
        WatchedProgram program = new WatchedProgram(calls, reader, listener, turns);
        try {
            program.watch();
            return program;
        } catch (IOException | RuntimeException | Error e) {
            calls.close();
            throw e;
        }
    }

    /** The lock makes the loop's thread wait until there is a watch that it can end. */
    private synchronized void watch() throws IOException {
        watch = turns.loop().watch(calls.fd(), EPOLLIN, this::ready);
    }

    private void ready() {
        int events = turns.loop().readyEvents();
        if ((events & EPOLLIN) != 0) {
            answer();
        } else if ((events & EPOLLHUP) != 0) {
            close();
        }
    }

    private void answer() {
        SyscallListener.Waiting waiting = calls.next();
        if (waiting == null) {
            return;
        }
        // It goes on also after an error of the JVM: who waits would wait for ever.
        turns.take(this, () -> look(waiting),
                () -> unseen(Unseen.late(waiting.notice().tid())),
                () -> calls.letGoOn(waiting.id()));
    }

    private void look(SyscallListener.Waiting waiting) {
        try {
            tell(waiting);
        } catch (Throwable e) {
            log("the reader of system calls failed", e);
        }
    }

    private void tell(SyscallListener.Waiting waiting) {
        List<Attempt> attempts;
        try {
            attempts = reader.attempts(waiting.notice());
        } catch (UnreadableException e) {
            if (!toldUnseen.get() && Unseen.isLasting(e) && calls.waits(waiting.id())) {
                unseen(Unseen.sentence(e));
            }
            return;
        }
        if (!attempts.isEmpty() && calls.waits(waiting.id())) {
            attempts.forEach(attempt -> tell(() -> listener.attempted(attempt)));
        }
    }

    private void unseen(String why) {
        if (toldUnseen.compareAndSet(false, true)) {
            tell(() -> listener.unseen(why));
        }
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            log("the listener of a watched program failed", e);
        }
    }

    private static void log(String what, Throwable thrown) {
        System.getLogger("io.github.landlauncher").log(Level.WARNING, what, thrown);
    }

    /** Stops telling and lets go of the listener, by which calls of this program fail from now on. */
    @Override
    public void close() {
        synchronized (this) {
            watch.end();
        }
        calls.close();
    }
}
