package io.github.landlauncher;

import io.github.landlauncher.explain.Explainer;
import io.github.landlauncher.explain.Explanation;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.explain.PolicyDiff;
import io.github.landlauncher.explain.PolicyFinding;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What {@link SandboxPolicy} can say about itself: whether it allows something, and why.
 *
 * <p>No kernel is asked but for its ABI: the answers are those of an evaluator of Landlock's rules
 * that looks at files as they are now. An answer is about the sandbox only; a file's owner and mode
 * are another matter.
 */
public abstract sealed class Explanations extends Containments permits SandboxPolicy {

    Explanations() {}

    private SandboxPolicy policy() {
        return (SandboxPolicy) this;
    }

    /**
     * An evaluator of this policy for the running kernel, to be asked more than once.
     *
     * @throws IllegalStateException as for {@link LandlockSupport#current()}
     */
    public final Explainer explainer() {
        return explainerOn(LandlockSupport.current());
    }

    /** An evaluator of this policy for kernels of an ABI. */
    public final Explainer explainerOn(LandlockAbi abi) {
        return explainerOn(LandlockSupport.ofAbi(abi.number()));
    }

    /** An evaluator of this policy for such a kernel. */
    public final Explainer explainerOn(LandlockSupport support) {
        return Explainer.of(policy(), support);
    }

    /**
     * Whether the policy allows these rights on a file or directory, on the running kernel.
     *
     * @param path resolved now, relative to the working directory of the JVM; for MAKE_*, REMOVE_* and
     *     REFER the directory in which something is made, removed, or moved from or to
     * @throws IllegalStateException as for {@link LandlockSupport#current()}
     */
    public final Explanation explain(Path path, AccessFs... access) {
        return explain(new Operation.Use(path, Set.of(access)));
    }

    /**
     * Whether the policy allows an operation on the running kernel.
     *
     * @throws IllegalStateException as for {@link LandlockSupport#current()}
     */
    public final Explanation explain(Operation operation) {
        return explainer().explain(Objects.requireNonNull(operation, "operation"));
    }

    /** As {@link #explain(Operation)}, of executing a program and what the kernel executes for it. */
    public final Explanation explainExecute(Path program) {
        return explain(new Operation.Execute(program));
    }

    /** As {@link #explain(Operation)}, of renaming a file, which may replace another one. */
    public final Explanation explainRename(Path from, Path to) {
        return explain(new Operation.Rename(from, to, false));
    }

    /** As {@link #explain(Operation)}, of making a hard link. */
    public final Explanation explainLink(Path from, Path to) {
        return explain(new Operation.Link(from, to));
    }

    /**
     * As {@link #explain(Operation)}, of connecting to a TCP port.
     *
     * @param port 0 to 65535
     * @throws IllegalArgumentException if there is no such port
     */
    public final Explanation explainConnect(int port) {
        return explain(new Operation.UsePort(AccessNet.CONNECT_TCP, port));
    }

    /**
     * As {@link #explain(Operation)}, of binding a TCP port.
     *
     * @param port 0 to 65535; 0 has the kernel choose one
     * @throws IllegalArgumentException if there is no such port
     */
    public final Explanation explainBind(int port) {
        return explain(new Operation.UsePort(AccessNet.BIND_TCP, port));
    }

    /**
     * What this policy says that its author may not have meant, those that fail a start first: rules
     * that add nothing, what is written and can be executed, paths that are missing, secrets that are
     * open, and what else there is in {@link PolicyFinding.Kind}. No kernel is asked, and nothing is
     * opened but directories, to look for interpreters. Paths of rules are resolved now.
     */
    public final List<PolicyFinding> lint() {
        return PolicyFinding.in(policy());
    }

    /**
     * What another policy allows more and less than this one. Rules are compared by the paths that they
     * give, see {@link PolicyDiff}: no file is looked at and no kernel asked.
     */
    public final PolicyDiff diff(SandboxPolicy other) {
        return PolicyDiff.between(policy(), Objects.requireNonNull(other, "other"));
    }
}
