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
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

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

    /** Where the parts of {@link #memory} begin, which come after the events. */
    private static final int CHANGE = EVENTS_AT_ONCE * EpollEvent.SIZE;

    private static final int ONE = CHANGE + 2 * Long.BYTES;
    private static final int RUNG = ONE + Long.BYTES;
    private static final int SIZE = RUNG + Long.BYTES;

    private final Libc libc;
    private final Descriptor epoll;

    /** All that the loop's own calls need, so that nothing can fail later for want of memory. */
    private final Memory memory;

    private final Map<Long, Watch> watched = new ConcurrentHashMap<>();
    private final AtomicLong lastKey = new AtomicLong();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile Thread thread;

    /** Written to wake the thread up for a task of another thread; null until there may be any. */
    private Descriptor bell;

    private MemoryPool transfers;
    private Memory transfer;
    private Object lastUser;
    private int readyEvents;
    private boolean closed;

    /** The constructor for a thread that runs the loop, or, if there is none, for the current one. */
    private EventLoop(Libc libc, Function<EventLoop, Thread> runner) throws IOException {
        this.libc = libc;
        this.memory = new Memory(libc, SIZE);
        memory.bytes().putLong(ONE, 1);
        this.thread = runner == null ? Thread.currentThread() : runner.apply(this);
        this.epoll = Descriptor.of(libc, libc.epoll_create1(EPOLL_CLOEXEC), StartStep.WATCH);
    }

    /** A loop of the current thread, for {@link #runUntil}. */
    static EventLoop open(Libc libc) throws IOException {
        return new EventLoop(libc, null);
    }

    /**
     * The loop that waits for the end of all children, and for pipes on behalf of virtual threads.
     * Its thread lasts as long as the JVM and runs code of ours only.
     */
    static EventLoop startReaper(Libc libc) throws IOException {
        return start(libc, loop -> LauncherThread.of(loop::run, "landlauncher reaper"));
    }

    /** A loop whose thread lasts as long as the JVM and may run anybody's code. */
    static EventLoop start(Libc libc, String name) throws IOException {
        return start(libc, loop -> LauncherThread.of(
                loop::run, name, LauncherThread.USUAL_STACK, ClassLoader.getSystemClassLoader()));
    }

    private static EventLoop start(Libc libc, Function<EventLoop, Thread> runner) throws IOException {
        EventLoop loop = new EventLoop(libc, runner);
        try {
            loop.thread.start();
        } catch (Error e) { // no memory, or no more threads
            loop.close();
            throw e;
        }
        return loop;
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

        /**
         * Changes what is waited for. That needs no memory, so it cannot fail while the watch lasts;
         * afterwards it has no effect, if the descriptor has not been closed.
         */
        void arm(int events) {
            int result = control(EPOLL_CTL_MOD, fd, events, key);
            if (result < 0 && watched.containsKey(key)) {
                throw new IllegalStateException(
                        "epoll_ctl(EPOLL_CTL_MOD): " + Failure.strerror(libc, -result));
            }
        }

        /** Whether the current thread is the one that runs the action. */
        boolean isCurrent() {
            return EventLoop.this.isCurrent();
        }

        /** Stops watching; the descriptor may be closed afterwards. Ending again has no effect. */
        void end() {
            if (watched.remove(key) != null) {
                control(EPOLL_CTL_DEL, fd, 0, key);
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

    /** Holds the lock of {@link #close}: a number may mean another set as soon as it is closed. */
    private synchronized int control(int operation, int fd, int events, long key) {
        if (closed) {
            return -Errno.EBADF;
        }
        EpollEvent.put(memory.bytes(), CHANGE, events, key);
        return libc.epoll_ctl(epoll.fd(), operation, fd, memory.address() + CHANGE);
    }

    /**
     * Makes {@link #execute} possible for other threads, and {@link #transfer}, so that these cannot
     * fail for want of anything.
     *
     * @param memories where to take memory for transfers from, until the loop is closed
     */
    synchronized void prepare(MemoryPool memories) throws IOException {
        if (transfer == null) {
            transfer = memories.acquire();
            transfers = memories;
        }
        if (bell != null) {
            return;
        }
        Descriptor made =
                Descriptor.of(libc, libc.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), StartStep.WATCH);
        try {
            watch(made.fd(), EPOLLIN,
                    () -> libc.read(made.fd(), memory.address() + RUNG, Long.BYTES));
        } catch (IOException e) {
            made.close();
            throw e;
        }
        bell = made;
    }

    /**
     * Runs a task on the loop's thread, after the action or task that it runs now; {@link #prepare}
     * comes before. A loop that has been closed runs nothing any more.
     */
    void execute(Runnable task) {
        tasks.add(task);
        if (!isCurrent()) {
            ring();
        }
    }

    /** Whether the current thread is the loop's, for which nobody else hears of anything. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    private synchronized void ring() {
        if (!closed) {
            libc.write(bell.fd(), memory.address() + ONE, Long.BYTES);
        }
    }

    /** What an action runs for: EPOLLIN and the like, for the action itself to ask. */
    int readyEvents() {
        return readyEvents;
    }

    /** Memory for one transfer of an action or task, used by the loop's thread only. */
    Memory transfer(Object user) {
        lastUser = user;
        return transfer;
    }

    /** Whether nobody else has had the memory for transfers since this user. */
    boolean lastTransferWasOf(Object user) {
        return lastUser == user;
    }

    private void run() {
        runUntil(() -> false);
    }

    /** Waits, on the loop's thread, until a condition holds, which actions and tasks bring about. */
    void runUntil(BooleanSupplier condition) {
        runTasks();
        while (!condition.getAsBoolean()) {
            int count = libc.epoll_wait(epoll.fd(), memory.address(), EVENTS_AT_ONCE, -1);
            for (int i = 0; i < count; i++) {
                // An entry that has been ended while this event was on its way is not found here.
                Watch watch = watched.get(EpollEvent.data(memory.bytes(), i * EpollEvent.SIZE));
                if (watch != null) {
                    readyEvents = EpollEvent.events(memory.bytes(), i * EpollEvent.SIZE);
                    LauncherThread.act(watch.action);
                    if (!isCurrent()) {
                        return; // by now another thread runs the loop
                    }
                }
            }
            runTasks();
        }
    }

    /**
     * Has another thread go on with the loop, after a task, while its own runs an action that does not
     * end; when that ends after all, so does its thread. It must not end meanwhile.
     */
    void handOver(Runnable first) {
        Thread before = thread;
        thread = LauncherThread.of(() -> {
            LauncherThread.act(first);
            if (isCurrent()) {
                run();
            }
        }, before.getName(), LauncherThread.USUAL_STACK, before.getContextClassLoader());
        try {
            thread.start();
        } catch (Error e) { // no memory, or no more threads
            thread = before;
            throw e;
        }
    }

    private void runTasks() {
        Runnable task = tasks.poll();
        while (task != null) {
            LauncherThread.act(task);
            task = tasks.poll();
        }
    }

    /** Closes a loop whose thread does not wait any more; what is still watched is forgotten. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        watched.clear();
        if (bell != null) {
            bell.close();
        }
        epoll.close();
        if (transfer != null) {
            transfers.release(transfer);
            transfer = null;
        }
    }
}
