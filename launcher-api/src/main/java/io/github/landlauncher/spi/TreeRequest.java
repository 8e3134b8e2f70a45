package io.github.landlauncher.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * What is to become of a program's tree of processes.
 *
 * @param timeout when to end the tree, unless the program has ended
 * @param killSurvivors whether to kill what is left of the tree when the program has ended
 * @param dieWithParent whether to kill the program when this JVM ends
 * @param whenGone what to run when no process of the tree is left, as far as that can be known. The
 *     launcher runs it exactly once if {@link SandboxLauncher#start} returns, on a thread of its own
 *     choice, and before those who wait in {@link
 *     io.github.landlauncher.SandboxedProcess#destroyTree} go on; it does not run it if start throws
 */
public record TreeRequest(
        Optional<Timeout> timeout,
        boolean killSurvivors,
        boolean dieWithParent,
        Optional<Runnable> whenGone) {

    /** Nothing special. */
    public static final TreeRequest NONE =
            new TreeRequest(Optional.empty(), false, false, Optional.empty());

    /**
     * When to end a tree.
     *
     * @param after the time from the start on, positive
     * @param grace the time from SIGTERM to SIGKILL, not negative
     */
    public record Timeout(Duration after, Duration grace) {}
}
