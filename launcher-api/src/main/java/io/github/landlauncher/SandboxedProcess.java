package io.github.landlauncher;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A running or finished program that the kernel holds to a policy; in every other way the {@link
 * Process} that {@link ProcessBuilder} would have returned.
 *
 * <p>Differences: {@link #enforcement()}; the program has no_new_privs, so set-user-ID programs
 * gain nothing; a program that shares no standard stream with this JVM is in a session of its own,
 * see {@link SandboxedProcessBuilder#newSession(boolean)}. One thread serves all processes. Why it failed
 * under its policy is not known here, where nobody reads what it writes: {@link Completed#explanations()}.
 */
public abstract class SandboxedProcess extends Process {

    /** For the provider of {@code io.github.landlauncher.spi.SandboxLauncher}. */
    protected SandboxedProcess() {}

    /** What the kernel enforces on this program, and what it does not cover. */
    public abstract Enforcement enforcement();

    /**
     * Ends the program and all it has started: SIGTERM to each, SIGKILL after a while until none is
     * left. Returns when that is so and the exit value is known.
     *
     * <p>Which processes these are:
     *
     * <ul>
     *   <li>with {@link SandboxedProcessBuilder#killSurvivors()}, every descendant without exception.
     *       The grace is the program's: when it ends, the others are killed at once;
     *   <li>otherwise what can be found in /proc: the descendants of the program, and the sessions
     *       that it or one of them leads, again and again until nothing new appears. Before any of
     *       them is killed all are stopped, so that none can fork away. What is missed is a process
     *       that called setsid(2) and whose ancestors up to the program have ended, for it has become
     *       init's; after the end of a program without {@link
     *       SandboxedProcessBuilder#newSession(boolean) a session of its own}, everything.
     * </ul>
     *
     * <p>Every process is signalled through a pidfd that was checked to mean it, so that a pid that
     * has been used again is never hit. Streams are not closed: what was written can be read. May be
     * called again, by several threads, and after the end of the program, when it ends what is left.
     *
     * @param grace the time from SIGTERM to SIGKILL; zero for SIGKILL at once
     * @throws IllegalArgumentException if the grace is negative
     * @throws InterruptedException if the thread is interrupted while it waits; the tree is ended
     *     all the same
     * @throws IllegalStateException if processes of the tree can neither be found nor signalled, for
     *     want of /proc, descriptors or permission; the program itself has been killed then
     */
    public abstract void destroyTree(Duration grace) throws InterruptedException;

    /**
     * Ends the program and all it has started, as {@link #destroyTree(Duration)}, without waiting.
     *
     * @param grace the time from SIGTERM to SIGKILL; zero for SIGKILL at once
     * @return done when no process of the tree is left and the exit value is known; fails with what
     *     {@code destroyTree} throws as an IllegalStateException. It is completed by the default
     *     asynchronous executor of {@link CompletableFuture}. To cancel it saves no process
     * @throws IllegalArgumentException if the grace is negative
     */
    public abstract CompletableFuture<Void> destroyTreeAsync(Duration grace);

    /**
     * Whether the program's {@linkplain SandboxedProcessBuilder#timeout(Duration) time} was over
     * before it had ended. Its exit value is then what any process ended by a signal has, such as
     * 143 or 137, or the one it chose at SIGTERM.
     */
    public abstract boolean timedOut();
}
