package io.github.landlauncher.linux;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /** Who wants to know what processes there are. Its methods are called by the keeper's thread. */
    interface Searcher {

        /** Told all processes there were at some time after it was asked. */
        void see(List<ProcStat> processes);

        /** Told that /proc cannot be read. */
        void fail(IOException failure);
    }

    private ScheduledThreadPoolExecutor thread;

    /** Those that have asked since the last look; used by the keeper's thread only. */
    private Set<Searcher> searchers = new LinkedHashSet<>();

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
        thread().execute(() -> LauncherThread.act(task));
    }

    /** Runs a task after a while. */
    Future<?> schedule(Runnable task, Duration delay) {
        long nanos;
        try {
            nanos = delay.toNanos();
        } catch (ArithmeticException e) { // 292 years or more
            nanos = Long.MAX_VALUE;
        }
        return thread().schedule(() -> LauncherThread.act(task), nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Looks at all processes, soon: one look at /proc is for all that ask until then, since it costs
     * as much as there are processes, whoever they belong to. To be called by the keeper's thread. Who
     * asks twice before a look is told once, who asks while being told is told of another one.
     */
    void look(Searcher searcher) {
        if (searchers.isEmpty()) {
            execute(this::lookNow); // after what others have to say first
        }
        searchers.add(searcher);
    }

    private void lookNow() {
        Set<Searcher> told = searchers;
        searchers = new LinkedHashSet<>();
        try {
            List<ProcStat> processes = ProcStat.all();
            told.forEach(searcher -> LauncherThread.act(() -> searcher.see(processes)));
        } catch (IOException e) {
            told.forEach(searcher -> LauncherThread.act(() -> searcher.fail(e)));
        }
    }
}
