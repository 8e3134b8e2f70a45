package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.EffectivePolicy;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;

/**
 * A policy as a kernel has it once a program was started with it.
 *
 * @param policy the policy
 * @param support the kernel
 * @param effective what is enforced
 * @param rules the rules on files, bound to them
 */
record Picture(
        SandboxPolicy policy, LandlockSupport support, EffectivePolicy effective, BoundRules rules) {

    static Picture of(SandboxPolicy policy, LandlockSupport support) {
        EffectivePolicy effective = EffectivePolicy.of(policy, support);
        return new Picture(policy, support, effective, new BoundRules(policy, effective));
    }

    /** Whether Landlock denies a feature where no rule allows it. */
    boolean enforces(LandlockFeature feature) {
        if (feature instanceof AccessFs right) {
            return rules.denied().contains(right);
        }
        if (feature instanceof AccessNet right) {
            return effective.handledNet().contains(right);
        }
        return feature instanceof Scope scope && effective.scopes().contains(scope);
    }

    /** Why a feature is not enforced, as a sentence. */
    String whyNotEnforced(LandlockFeature feature) {
        return effective.enforcement().line(feature)
                .map(Object::toString)
                .orElseGet(() -> feature.name()
                        + " is not handled by the policy, and so allowed everywhere");
    }
}
