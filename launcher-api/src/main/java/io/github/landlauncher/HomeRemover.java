package io.github.landlauncher;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Removes {@link PrivateHome}s on a thread of its own, one for all, since a program may leave more
 * than can be removed in a moment.
 *
 * <p>When the JVM exits, what belongs to programs that have ended is removed before. What belongs to
 * programs that have not, they may still need; it is left to a later JVM's {@link HomeSweep}.
 */
final class HomeRemover {

    private static final Set<PrivateHome> HOMES = ConcurrentHashMap.newKeySet();
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static volatile ThreadPoolExecutor thread;

    private HomeRemover() {}

    /** Notes a home that is about to be used; the first one also begins the sweep. */
    static void begin(PrivateHome home, Path parent) throws IOException {
        LOCK.lock();
        try {
            if (thread == null) {
                UserPrincipal owner =
                        Files.getOwner(home.path(), LinkOption.NOFOLLOW_LINKS);
                ThreadPoolExecutor fresh = new ThreadPoolExecutor(
                        1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), HomeRemover::thread);
                fresh.execute(() -> HomeSweep.in(parent, owner));
                addShutdownHook();
                thread = fresh;
            }
            HOMES.add(home);
        } finally {
            LOCK.unlock();
        }
    }

    private static void addShutdownHook() {
        try {
            Runtime.getRuntime().addShutdownHook(thread(HomeRemover::removeAllThatAreOver));
        } catch (IllegalStateException e) {
            // The JVM is about to exit already: what is left then is the next one's.
        }
    }

    private static Thread thread(Runnable task) {
        return DaemonThread.of(task, "landlauncher homes", null);
    }

    /** Removes a home soon. */
    static void remove(PrivateHome home) {
        thread.execute(home::remove);
    }

    /** Forgets a home. */
    static void end(PrivateHome home) {
        HOMES.remove(home);
    }

    private static void removeAllThatAreOver() {
        for (PrivateHome home : HOMES) {
            if (home.isOver()) {
                home.remove();
            }
        }
    }

    /** Tells that something is left. */
    static void warn(Path path, IOException e) {
        System.getLogger("io.github.landlauncher")
                .log(Level.WARNING, "Cannot remove all of " + path + "; a later JVM tries again", e);
    }
}
