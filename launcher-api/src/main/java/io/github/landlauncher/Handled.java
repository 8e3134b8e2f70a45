package io.github.landlauncher;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a policy handles, which is what Landlock denies unless a rule allows it.
 *
 * @param fs the rights on files
 * @param net the rights on ports
 * @param scopes the scopes that are turned on
 */
record Handled(Set<AccessFs> fs, Set<AccessNet> net, Set<Scope> scopes) {

    Handled {
        if (fs.isEmpty() && net.isEmpty() && scopes.isEmpty()) {
            throw new IllegalArgumentException("a policy that handles nothing would enforce nothing");
        }
        fs = EnumCopy.of(AccessFs.class, fs);
        net = EnumCopy.of(AccessNet.class, net);
        scopes = EnumCopy.of(Scope.class, scopes);
    }

    /** The same with a scope turned off. */
    Handled without(Scope scope) {
        EnumSet<Scope> rest = EnumSet.noneOf(Scope.class);
        rest.addAll(scopes);
        rest.remove(scope);
        return new Handled(fs, net, rest);
    }

    /** What a rule allows of what is handled; all of it if the rule is exact. */
    PathRule checked(PathRule rule) {
        if (rule.exact()) {
            require(rule, rule.access(), fs);
        }
        return rule.within(fs);
    }

    /** Refuses a rule that allows what is not handled. */
    void check(PortRule rule) {
        require(rule, rule.access(), net);
    }

    private static <E extends LandlockFeature> void require(
            Object rule, Set<E> access, Set<E> handled) {
        if (!handled.containsAll(access)) {
            throw new IllegalArgumentException(rule + ": the policy handles only " + handled
                    + ", and a rule can allow only what is handled. " + advice(access, handled));
        }
    }

    private static <E extends LandlockFeature> String advice(Set<E> access, Set<E> handled) {
        LandlockFeature newest = access.stream()
                .filter(right -> !handled.contains(right))
                .max(Comparator.comparing(LandlockFeature::since))
                .orElseThrow();
        LandlockAbi abi = newest.since();
        return newest.name() + " is handled by SandboxPolicy.handling(LandlockAbi." + abi + ")"
                + (abi == LandlockAbi.V1 ? "" : ", with bestEffort(floor) for kernels older than Linux "
                        + abi.linux());
    }
}
