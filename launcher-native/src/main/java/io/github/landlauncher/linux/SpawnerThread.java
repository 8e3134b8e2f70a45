package io.github.landlauncher.linux;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that spawns children who want a signal when their parent ends, PR_SET_PDEATHSIG:
 * for the kernel that is the thread that spawned them. It starts at first use and, unlike threads
 * that call start(), lasts as long as the JVM.
 */
final class SpawnerThread {

    private ThreadPoolExecutor thread;

    private synchronized ThreadPoolExecutor thread() {
        if (thread == null) {
            // Its thread never ends: what a task throws stays in the task's future.
            thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                    task -> LauncherThread.of(task, "landlauncher spawner"));
        }
        return thread;
    }

    /** Calls on that thread and waits, not to be interrupted, as a start is not. */
    int call(Callable<Integer> spawn) throws IOException {
        Future<Integer> result = thread().submit(spawn);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException rethrown(Throwable thrown) {
        if (thrown instanceof IOException failure) {
            return failure;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
