package io.github.landlauncher.it.kernels;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Gives up when no test has begun or ended for a while, and shows what all threads are at. It is the
 * one time-out of a guest, where those of the tests themselves are off: they are made for machines
 * that are ten to twenty times as fast.
 */
final class Standstill implements TestExecutionListener, AutoCloseable {

    private final Duration limit;
    private final PrintStream progress;
    private final Runnable giveUp;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "standstill");
                thread.setDaemon(true);
                return thread;
            });
    private Future<?> end;

    /**
     * Waits for tests.
     *
     * @param limit how long nothing may happen
     * @param progress where the threads are shown
     * @param giveUp what is done then
     */
    Standstill(Duration limit, PrintStream progress, Runnable giveUp) {
        this.limit = limit;
        this.progress = progress;
        this.giveUp = giveUp;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        waitAfter("the begin of " + test.getDisplayName());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        waitAfter("the end of " + test.getDisplayName());
    }

    private synchronized void waitAfter(String event) {
        cancel();
        end = clock.schedule(() -> tell(event), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void cancel() {
        if (end != null) {
            end.cancel(false);
        }
    }

    private void tell(String event) {
        progress.println("Nothing has happened for " + limit.toSeconds() + " s after " + event);
        Thread.getAllStackTraces().forEach((thread, calls) -> {
            progress.println(thread);
            for (StackTraceElement call : calls) {
                progress.println("\tat " + call);
            }
        });
        giveUp.run();
    }

    @Override
    public void close() {
        cancel();
        clock.shutdownNow();
    }
}
