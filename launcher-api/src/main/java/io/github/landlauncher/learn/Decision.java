package io.github.landlauncher.learn;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a program used and that a learned policy does not allow, since that is for people to
 * decide.
 *
 * @param rule the rule that would allow it; empty if it is about a scope
 * @param scope the scope that would have to be turned off; empty if it is about a file
 * @param reason what was used, and why it is not allowed, on one line
 */
public record Decision(Optional<PathRule> rule, Optional<Scope> scope, String reason) {

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException unless it is about either a rule or a scope
     */
    public Decision {
        Objects.requireNonNull(reason, "reason");
        if (rule.isPresent() == scope.isPresent()) {
            throw new IllegalArgumentException("about a rule or a scope, not " + rule + " and " + scope);
        }
    }

    /** The policy that allows it as well. */
    public SandboxPolicy allowIn(SandboxPolicy policy) {
        if (scope.isEmpty()) {
            return policy.allow(rule.orElseThrow());
        }
        return scope.get() == Scope.SIGNAL ? policy.allowSignals() : policy.allowAbstractUnixSockets();
    }

    @Override
    public String toString() {
        return rule.map(PathRule::toString).orElseGet(() -> "scope " + scope.orElseThrow()) + ": " + reason;
    }
}
