package io.github.landlauncher.explain;

import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;

/**
 * What a policy allows on a kernel, found out without asking that kernel.
 *
 * <p>Paths of rules are resolved when it is made, as a start does, and its rules are bound to the files
 * found then: it stands for a program that was started at that moment. Files that operations are about
 * are looked at when it is asked.
 *
 * <p>Thread-safe.
 */
public final class Explainer {

    private final SandboxPolicy policy;
    private final LandlockSupport support;

    private Explainer(SandboxPolicy policy, LandlockSupport support) {
        this.policy = policy;
        this.support = support;
    }

    /** Resolves the rules of a policy, for a kernel. */
    public static Explainer of(SandboxPolicy policy, LandlockSupport support) {
        return new Explainer(policy, support);
    }

    /** The policy. */
    public SandboxPolicy policy() {
        return policy;
    }

    /** The kernel. */
    public LandlockSupport support() {
        return support;
    }

    /** Whether the policy allows an operation, and why. */
    public Explanation explain(Operation operation) {
        throw new UnsupportedOperationException();
    }
}
