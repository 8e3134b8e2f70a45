package io.github.landlauncher.linux;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that looks for the processes of trees and keeps the time of all programs. It starts
 * at first use and lasts as long as the JVM.
 *
 * <p>What runs here may read /proc, but never waits: for the end of processes there is the reaper.
 */
final class TreeKeeper {

    private ScheduledThreadPoolExecutor thread;

    /** Starts the thread, so that nothing can fail for want of it any more. */
    void prepare() {
        thread();
    }

    private synchronized ScheduledThreadPoolExecutor thread() {
        if (thread == null) {
            ScheduledThreadPoolExecutor made =
                    new ScheduledThreadPoolExecutor(1, task -> LauncherThread.of(task, "landlauncher keeper"));
            made.setRemoveOnCancelPolicy(true);
            made.prestartCoreThread();
            thread = made;
        }
        return thread;
    }

    /** Runs a task as soon as those before it have run. */
    void execute(Runnable task) {
        thread().execute(() -> act(task));
    }

    /** Runs a task after a while. */
    Future<?> schedule(Runnable task, Duration delay) {
        long nanos;
        try {
            nanos = delay.toNanos();
        } catch (ArithmeticException e) { // 292 years or more
            nanos = Long.MAX_VALUE;
        }
        return thread().schedule(() -> act(task), nanos, TimeUnit.NANOSECONDS);
    }

    private static void act(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            // One tree must not take the keeper away from all others.
            Thread thread = Thread.currentThread();
            thread.getThreadGroup().uncaughtException(thread, e);
        }
    }
}
