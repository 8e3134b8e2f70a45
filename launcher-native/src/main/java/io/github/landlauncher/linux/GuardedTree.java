package io.github.landlauncher.linux;

import io.github.landlauncher.spi.TreeRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A tree below a guard, which kills it, and whose end is the tree's. */
final class GuardedTree extends ProcessTree {

    private final GuardedChild child;

    /** What is found of the tree in /proc: for SIGTERM, and if somebody has killed the guard. */
    private final FoundTree found;

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    GuardedTree(TreeKeeper keeper, TreeRequest request, GuardedChild child, FoundTree found) {
        super(keeper, request);
        this.child = child;
        this.found = found;
        child.whenGuardEnds(this::guardEnded);
    }

    private void guardEnded() {
        CompletableFuture<Void> rest = child.guardWasKilled()
                ? found.end(Duration.ZERO)
                : CompletableFuture.completedFuture(null);
        rest.whenComplete((done, failure) -> {
            if (failure == null) {
                gone().thenRun(() -> ended.complete(null));
            } else {
                ended.completeExceptionally(failure);
            }
        });
    }

    @Override
    CompletableFuture<Void> end(Duration grace) {
        if (grace.isZero()) {
            child.killTree();
        } else if (!ended.isDone()) {
            found.terminate();
            Future<?> kill = keeper.schedule(child::killTree, grace);
            ended.whenComplete((done, failure) -> kill.cancel(false));
        }
        return ended;
    }
}
