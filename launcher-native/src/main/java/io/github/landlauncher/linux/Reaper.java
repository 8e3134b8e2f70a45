package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_ADD;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_DEL;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.EpollEvent;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one thread that waits for the end of all children, and for pipes on behalf of virtual
 * threads.
 *
 * <p>It waits in epoll_wait(2), without a time-out. What is watched is known by a number that is
 * never used again, not by its descriptor: a child between fork and exec holds a copy of each
 * descriptor, which keeps an epoll entry alive after close(2), when the descriptor's number may
 * already mean something else. For the same reason {@link Watch#end()} comes before close.
 */
final class Reaper {

    private static final int EVENTS_AT_ONCE = 64;
    private static final long STACK_SIZE = 256 * 1024;

    private final Libc libc;
    private final MemoryPool pool;
    private final Descriptor epoll;
    private final Map<Long, Watch> watched = new ConcurrentHashMap<>();
    private final AtomicLong lastKey = new AtomicLong();

    private Reaper(Libc libc, MemoryPool pool, Descriptor epoll) {
        this.libc = libc;
        this.pool = pool;
        this.epoll = epoll;
    }

    /** Starts the thread; it lasts as long as the JVM and does not keep it alive. */
    static Reaper start(Libc libc, MemoryPool pool) throws IOException {
        Descriptor epoll = Descriptor.of(libc, libc.epoll_create1(EPOLL_CLOEXEC), StartStep.WATCH);
        Reaper reaper = new Reaper(libc, pool, epoll);
        Thread thread = newThread(reaper::run, "landlauncher reaper");
        try {
            thread.start();
        } catch (Error e) { // no memory, or no more threads
            epoll.close();
            throw e;
        }
        return reaper;
    }

    /** A thread that keeps neither the JVM alive nor anything of who caused it. */
    static Thread newThread(Runnable run, String name) {
        Thread thread = new Thread(rootGroup(), run, name, STACK_SIZE, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
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

        /** Stops watching; the descriptor may be closed afterwards. Ending again has no effect. */
        void end() {
            if (watched.remove(key) != null) {
                libc.epoll_ctl(epoll.fd(), EPOLL_CTL_DEL, fd, 0);
            }
        }
    }

    /**
     * Runs an action on the reaper thread whenever a descriptor is ready.
     *
     * @param events EPOLLIN and the like
     * @param action must neither block nor throw
     */
    Watch watch(int fd, int events, Runnable action) throws IOException {
        Watch watch = new Watch(lastKey.incrementAndGet(), fd, action);
        watched.put(watch.key, watch);
        int result;
        try (Scratch scratch = Scratch.of(libc, pool, EpollEvent.SIZE)) {
            int event = scratch.reserve(EpollEvent.SIZE);
            EpollEvent.put(scratch.bytes(), event, events, watch.key);
            result = libc.epoll_ctl(epoll.fd(), EPOLL_CTL_ADD, fd, scratch.address(event));
        }
        if (result < 0) {
            watched.remove(watch.key);
            throw Failure.of(libc, StartStep.WATCH, -result);
        }
        return watch;
    }

    private void run() {
        Memory events = new Memory(libc, EVENTS_AT_ONCE * EpollEvent.SIZE);
        while (true) {
            int count = libc.epoll_wait(epoll.fd(), events.address(), EVENTS_AT_ONCE, -1);
            for (int i = 0; i < count; i++) {
                // An entry that has been ended while this event was on its way is not found here.
                Watch watch = watched.get(EpollEvent.data(events.bytes(), i * EpollEvent.SIZE));
                if (watch != null) {
                    act(watch);
                }
            }
        }
    }

    private static void act(Watch watch) {
        try {
            watch.action.run();
        } catch (Throwable e) {
            // One child must not take the reaper away from all others.
            Thread thread = Thread.currentThread();
            thread.getThreadGroup().uncaughtException(thread, e);
        }
    }
}
