package io.github.landlauncher;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The future of a program that runs. Either the program decides what becomes of it, by its end, or
 * somebody else does, by completing it in any way; then the program is killed.
 */
class RunFuture extends CompletableFuture<Completed> {

    private final AtomicBoolean decided = new AtomicBoolean();
    private final Runnable kill;

    /** A future that runs {@code kill}, at most once, when somebody completes it. */
    RunFuture(Runnable kill) {
        this.kill = kill;
        // For ways to complete that cannot be overridden; for those below it comes last.
        whenComplete((completed, failure) -> giveUp());
    }

    /** Completes by another thread with what is supplied there, unless somebody has completed it. */
    void settle(Supplier<Completed> outcome) {
        if (decided.compareAndSet(false, true)) {
            try {
                completeAsync(outcome);
            } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread is to be had
                completeAsync(outcome, Runnable::run);
            }
        }
    }

    /** Whether an outcome is not needed any more. */
    boolean isDecided() {
        return decided.get();
    }

    /** Before those who depend on this future are told, who may take their time. */
    private void giveUp() {
        if (decided.compareAndSet(false, true)) {
            kill.run();
        }
    }

    @Override
    public boolean complete(Completed value) {
        giveUp();
        return super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        giveUp();
        return super.completeExceptionally(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        giveUp();
        return super.cancel(mayInterruptIfRunning);
    }
}
