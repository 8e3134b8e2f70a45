package io.github.landlauncher.it;

import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A thread that reads a stream in which there is nothing yet. */
final class BlockedReader {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final FutureTask<String> result;
    private final Thread thread;

    private BlockedReader(InputStream stream, Callable<?> read) {
        result = new FutureTask<>(() -> StreamsIT.result(read));
        thread = new Thread(result, "blocked reader");
        thread.setDaemon(true);
        thread.start();
        await().until(() -> holdsMonitorOf(stream));
    }

    /** Starts reading a byte and returns when the thread is in the middle of it. */
    static BlockedReader of(InputStream stream) {
        return new BlockedReader(stream, stream::read);
    }

    /** Starts reading all and returns when the thread is in the middle of it. */
    static BlockedReader ofAll(InputStream stream) {
        return new BlockedReader(stream, () -> Outcome.bytes(stream));
    }

    /** Whether the thread is in a method of this stream, with the stream's own monitor. */
    private boolean holdsMonitorOf(InputStream stream) {
        ThreadInfo[] found = THREADS.getThreadInfo(new long[] {thread.getId()}, true, false);
        return found[0] != null
                && Arrays.stream(found[0].getLockedMonitors())
                        .mapToInt(MonitorInfo::getIdentityHashCode)
                        .anyMatch(hash -> hash == System.identityHashCode(stream));
    }

    /** Whether nothing was read yet. */
    boolean isBlocked() {
        return !result.isDone();
    }

    /** What was read, or the message of the exception. */
    String result() throws Exception {
        return result.get(20, TimeUnit.SECONDS);
    }
}
