package io.github.landlauncher.it.explain;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.it.Errno;
import java.util.List;

/**
 * An operation of which the kernel makes something else than was foretold.
 *
 * @param step the operation
 * @param complaint what is wrong with the forecast, a phrase
 * @param foretold what was foretold
 * @param inside the errno in the sandbox
 * @param outside the errno without one
 * @param policy the policy
 * @param history what has changed the tree, oldest first; it may have been the last
 */
record Difference(
        Step step,
        String complaint,
        String foretold,
        int inside,
        int outside,
        SandboxPolicy policy,
        List<String> history) {

    /** All there is to know, in lines. */
    @Override
    public String toString() {
        return "It " + complaint + ": " + step
                + "\n  operations: " + step.operations()
                + "\n  foretold: " + (foretold.isEmpty() ? "allowed" : foretold)
                + "\n  in the sandbox: " + name(inside)
                + "\n  without: " + (inside == 0 ? "not tried" : name(outside))
                + "\npolicy:\n" + policy.toString().indent(2)
                + "what was done:\n" + String.join("\n", history).indent(2);
    }

    private static String name(int errno) {
        return errno == 0 ? "done" : Errno.of(errno).map(Errno::name).orElse("errno " + errno);
    }
}
