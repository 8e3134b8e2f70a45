package io.github.landlauncher.linux;

import io.github.landlauncher.EffectivePolicy;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;

/** A ruleset descriptor with a count of the starts that are using it. */
final class LandlockRuleset extends Ruleset {

    private final SandboxPolicy policy;
    private final EffectivePolicy effective;
    private final Descriptor descriptor;

    /** Guarded by this object's own lock, as is {@link #descriptor}. */
    private final Object lock = new Object();

    private int users;
    private boolean closed;

    /** Takes over the descriptor. */
    LandlockRuleset(SandboxPolicy policy, EffectivePolicy effective, Descriptor descriptor) {
        this.policy = policy;
        this.effective = effective;
        this.descriptor = descriptor;
    }

    @Override
    public int fd() {
        synchronized (lock) {
            checkOpen();
            return descriptor.fd();
        }
    }

    /** Keeps the descriptor open until {@link #release()}, whoever closes the ruleset. */
    int acquire() {
        synchronized (lock) {
            checkOpen();
            users++;
            return descriptor.fd();
        }
    }

    /** Ends what {@link #acquire()} began. */
    void release() {
        synchronized (lock) {
            users--;
            closeIfUnused();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            closeIfUnused();
        }
    }

    private void closeIfUnused() {
        if (closed && users == 0) {
            descriptor.close();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the ruleset is closed");
        }
    }

    /** What the kernel enforces of the policy. */
    EffectivePolicy effective() {
        return effective;
    }

    /** The flags for landlock_restrict_self(2). */
    int restrictFlags() {
        return AccessBits.logFlags(effective.logFlags());
    }

    @Override
    public Enforcement enforcement() {
        return effective.enforcement();
    }

    @Override
    public SandboxPolicy policy() {
        return policy;
    }
}
