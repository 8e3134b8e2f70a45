package io.github.landlauncher;

/**
 * A policy prepared on the running kernel: a Landlock ruleset, named by a descriptor, not yet in
 * force. {@link SandboxPolicy#createRuleset()} makes one.
 *
 * {@snippet class="Snippets" region="ruleset"}
 *
 * <p>A builder without a ruleset makes a fresh one at each start, which costs some microseconds and
 * sees each path as it is then. A ruleset made once keeps the files it opened. No program ever
 * gets the descriptor: one that did could widen the rights of the next.
 *
 * <p>Thread-safe.
 */
public abstract class Ruleset implements AutoCloseable {

    /** For the provider of {@code io.github.landlauncher.spi.SandboxLauncher}. */
    protected Ruleset() {}

    /**
     * The descriptor, close-on-exec and owned by this object: do not close it.
     *
     * @throws IllegalStateException if this ruleset is closed
     */
    public abstract int fd();

    /** What the kernel enforces of the policy. */
    public abstract Enforcement enforcement();

    /** The policy this was made of. */
    public abstract SandboxPolicy policy();

    /**
     * Closes the descriptor, at once or when the last {@code start()} that is using it is over.
     * Programs already started stay restricted. Closing again has no effect.
     */
    @Override
    public abstract void close();
}
