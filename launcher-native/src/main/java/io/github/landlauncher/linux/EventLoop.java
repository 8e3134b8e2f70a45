package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EFD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.EFD_NONBLOCK;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_ADD;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_DEL;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_MOD;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.EpollEvent;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.ProcessInput;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A set of descriptors and the one thread that waits for them, in epoll_wait(2), without a time-out.
 *
 * <p>What is watched is known by a number that is never used again, not by its descriptor: a child
 * between fork and exec holds a copy of each descriptor, which keeps an epoll entry alive after
 * close(2), when the descriptor's number may already mean something else. For the same reason {@link
 * Watch#end()} comes before close.
 */
final class EventLoop implements AutoCloseable {

    private static final int EVENTS_AT_ONCE = 64;

    private final Libc libc;
    private final MemoryPool pool;
    private final Descriptor epoll;
    private final Map<Long, Watch> watched = new ConcurrentHashMap<>();
    private final AtomicLong lastKey = new AtomicLong();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Written to wake the thread up for a task; made with the first one from another thread. */
    private Descriptor bell;
    private boolean closed;
    private volatile Thread thread;
    private Memory transfer;

    private EventLoop(Libc libc, MemoryPool pool, Descriptor epoll) {
        this.libc = libc;
        this.pool = pool;
        this.epoll = epoll;
    }

    /** A loop without a thread, for {@link #runUntil}. */
    static EventLoop open(Libc libc, MemoryPool pool) throws IOException {
        return new EventLoop(libc, pool,
                Descriptor.of(libc, libc.epoll_create1(EPOLL_CLOEXEC), StartStep.WATCH));
    }

    /**
     * The loop that waits for the end of all children, and for pipes on behalf of virtual threads.
     * Its thread lasts as long as the JVM and runs code of ours only.
     */
    static EventLoop startReaper(Libc libc, MemoryPool pool) throws IOException {
        EventLoop loop = open(libc, pool);
        return loop.started(LauncherThread.of(loop::run, "landlauncher reaper"));
    }

    /** A loop whose thread lasts as long as the JVM and may run anybody's code. */
    static EventLoop start(Libc libc, MemoryPool pool, String name) throws IOException {
        EventLoop loop = open(libc, pool);
        return loop.started(LauncherThread.of(loop::run, name, LauncherThread.USUAL_STACK,
                ClassLoader.getSystemClassLoader()));
    }

    private EventLoop started(Thread newThread) {
        thread = newThread;
        try {
            newThread.start();
        } catch (Error e) { // no memory, or no more threads
            epoll.close();
            throw e;
        }
        return this;
    }

    /** A descriptor that is watched until {@link #end()}. */
    final class Watch {
        private final long key;
        private final int fd;
        private final Runnable action;

        private Watch(long key, int fd, Runnable action) {
            this.key = key;
            this.fd = fd;
            this.action = action;
        }

        /** Changes what is waited for. Needs no memory, so cannot fail while the watch lasts. */
        void arm(int events) {
            int result = control(EPOLL_CTL_MOD, fd, events, key);
            if (result < 0 && watched.containsKey(key)) {
                throw new IllegalStateException(
                        "epoll_ctl(EPOLL_CTL_MOD): " + Failure.strerror(libc, -result));
            }
        }

        /** Stops watching; the descriptor may be closed afterwards. Ending again has no effect. */
        void end() {
            if (watched.remove(key) != null) {
                libc.epoll_ctl(epoll.fd(), EPOLL_CTL_DEL, fd, 0);
            }
        }
    }

    /**
     * Runs an action on the loop's thread whenever a descriptor is ready.
     *
     * @param events EPOLLIN and the like
     * @param action must neither block nor throw
     */
    Watch watch(int fd, int events, Runnable action) throws IOException {
        Watch watch = new Watch(lastKey.incrementAndGet(), fd, action);
        watched.put(watch.key, watch);
        int result = control(EPOLL_CTL_ADD, fd, events, watch.key);
        if (result < 0) {
            watched.remove(watch.key);
            throw Failure.of(libc, StartStep.WATCH, -result);
        }
        return watch;
    }

    private int control(int operation, int fd, int events, long key) {
        try (Scratch scratch = Scratch.of(libc, pool, EpollEvent.SIZE)) {
            int event = scratch.reserve(EpollEvent.SIZE);
            EpollEvent.put(scratch.bytes(), event, events, key);
            return libc.epoll_ctl(epoll.fd(), operation, fd, scratch.address(event));
        }
    }

    /** Makes {@link #execute} possible for other threads, so that it cannot fail for want of anything. */
    synchronized void prepareTasks() throws IOException {
        if (bell == null) {
            Descriptor made = Descriptor.of(
                    libc, libc.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), StartStep.WATCH);
            try {
                watch(made.fd(), EPOLLIN, () -> silence(made));
            } catch (IOException e) {
                made.close();
                throw e;
            }
            bell = made;
        }
    }

    private void silence(Descriptor rung) {
        try (Scratch scratch = Scratch.of(libc, pool, Long.BYTES)) {
            libc.read(rung.fd(), scratch.address(scratch.reserve(Long.BYTES)), Long.BYTES);
        }
    }

    /**
     * Runs a task on the loop's thread, after the action or task that it runs now; {@link
     * #prepareTasks} comes before. A loop that has been closed runs nothing any more.
     */
    void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            ring();
        }
    }

    private synchronized void ring() {
        if (!closed) {
            try (Scratch scratch = Scratch.of(libc, pool, Long.BYTES)) {
                int one = scratch.reserve(Long.BYTES);
                scratch.bytes().putLong(one, 1);
                libc.write(bell.fd(), scratch.address(one), Long.BYTES);
            }
        }
    }

    /** Memory for one transfer of an action or task, used by the loop's thread only. */
    Memory transfer() {
        if (transfer == null) {
            transfer = new Memory(libc, ProcessInput.CAPACITY);
        }
        return transfer;
    }

    private void run() {
        runUntil(() -> false);
    }

    /** Makes the current thread the loop's until a condition holds, which its actions bring about. */
    void runUntil(BooleanSupplier condition) {
        thread = Thread.currentThread();
        Memory events = new Memory(libc, EVENTS_AT_ONCE * EpollEvent.SIZE);
        while (!condition.getAsBoolean()) {
            int count = libc.epoll_wait(epoll.fd(), events.address(), EVENTS_AT_ONCE, -1);
            for (int i = 0; i < count; i++) {
                // An entry that has been ended while this event was on its way is not found here.
                Watch watch = watched.get(EpollEvent.data(events.bytes(), i * EpollEvent.SIZE));
                if (watch != null) {
                    act(watch.action);
                }
            }
            runTasks();
        }
    }

    private void runTasks() {
        Runnable task = tasks.poll();
        while (task != null) {
            act(task);
            task = tasks.poll();
        }
    }

    private static void act(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            // One child must not take the loop away from all others.
            Thread thread = Thread.currentThread();
            thread.getThreadGroup().uncaughtException(thread, e);
        }
    }

    /** Closes a loop that has no thread of its own and watches nothing any more. */
    @Override
    public synchronized void close() {
        closed = true;
        if (bell != null) {
            bell.close();
        }
        epoll.close();
    }
}
