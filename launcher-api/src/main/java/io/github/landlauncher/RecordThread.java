package io.github.landlauncher;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that tells of exits, one after the other, since those who learn of them first have
 * to go on: they serve all other programs. It is there only while there is something to tell.
 */
final class RecordThread {

    private static final ThreadPoolExecutor THREAD = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), RecordThread::thread);

    static {
        THREAD.allowCoreThreadTimeOut(true);
    }

    private RecordThread() {}

    private static Thread thread(Runnable task) {
        // It runs a logger, which is not our code.
        return DaemonThread.of(task, "landlauncher records", ClassLoader.getSystemClassLoader());
    }

    /** Tells soon; never throws. */
    static void execute(Runnable record) {
        try {
            THREAD.execute(record);
        } catch (OutOfMemoryError e) {
            // No thread is to be had. That the program has ended must come through all the same.
        }
    }
}
