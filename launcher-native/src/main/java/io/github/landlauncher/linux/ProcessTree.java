package io.github.landlauncher.linux;

import io.github.landlauncher.spi.TreeRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program and all it has started, as far as one mechanism finds that. */
abstract class ProcessTree {

    final TreeKeeper keeper;
    private final Optional<Runnable> whenGone;
    private final AtomicBoolean gone = new AtomicBoolean();
    private final CompletableFuture<Void> afterGone = new CompletableFuture<>();
    private volatile boolean timedOut;
    private Future<?> timer;

    ProcessTree(TreeKeeper keeper, TreeRequest request) {
        this.keeper = keeper;
        this.whenGone = request.whenGone();
    }

    /**
     * Ends all members; from any thread.
     *
     * @param grace the time between SIGTERM and SIGKILL
     * @return done when none is left
     */
    abstract CompletableFuture<Void> end(Duration grace);

    /** The program has ended and was reaped; on any thread, which must not be blocked. */
    void programEnded() {
        synchronized (this) {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }

    /** Whether anybody wants to know when the tree is gone. */
    boolean isAwaited() {
        return whenGone.isPresent();
    }

    /** Starts the time of the program. */
    void startTimer(LinuxProcess process, TreeRequest.Timeout timeout) {
        synchronized (this) {
            timer = keeper.schedule(() -> timeIsOver(process, timeout.grace()), timeout.after());
        }
        if (!process.isAlive()) {
            programEnded();
        }
    }

    private void timeIsOver(LinuxProcess process, Duration grace) {
        if (process.hasEnded()) {
            return;
        }
        timedOut = true;
        end(grace);
    }

    /** Whether the time was over before the program had ended. */
    boolean timedOut() {
        return timedOut;
    }

    /** To be called when no member is left and the program has ended; done when all know it. */
    final CompletableFuture<Void> gone() {
        if (gone.compareAndSet(false, true)) {
            if (whenGone.isEmpty()) {
                afterGone.complete(null);
            } else {
                // Not on the keeper: it is somebody else's code and may take its time.
                ForkJoinPool.commonPool().execute(() -> {
                    try {
                        whenGone.get().run();
                    } finally {
                        afterGone.complete(null);
                    }
                });
            }
        }
        return afterGone;
    }
}
