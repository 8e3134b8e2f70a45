package io.github.landlauncher.explain;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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

    private final Picture picture;

    private Explainer(Picture picture) {
        this.picture = picture;
    }

    /** Resolves the rules of a policy, for a kernel. */
    public static Explainer of(SandboxPolicy policy, LandlockSupport support) {
        return new Explainer(Picture.of(policy, support));
    }

    /** The policy. */
    public SandboxPolicy policy() {
        return picture.policy();
    }

    /** The kernel. */
    public LandlockSupport support() {
        return picture.support();
    }

    /**
     * Why no program would start with this policy, a sentence each: that this kernel cannot enforce
     * it, or rules that are refused as their path was missing, say, when this was made.
     */
    public List<String> problems() {
        Optional<String> refusal = refusal();
        return refusal.isPresent()
                ? List.of(refusal.get())
                : picture.rules().unbound().stream()
                        .filter(UnboundRule::fails)
                        .map(UnboundRule::described)
                        .toList();
    }

    private Optional<String> refusal() {
        Enforcement enforcement = picture.effective().enforcement();
        return enforcement.refusal().map(why -> "no program starts with this policy: " + why);
    }

    /** Whether the policy allows an operation, and why. */
    public Explanation explain(Operation operation) {
        Objects.requireNonNull(operation, "operation");
        Optional<String> refusal = refusal();
        if (refusal.isPresent()) {
            List<String> notes = List.of(refusal.get());
            return new Explanation(operation, "EACCES", List.of(), notes, List.of(), List.of());
        }
        Findings findings = new Findings(picture, operation);
        if (operation instanceof Operation.Execute execute) {
            new ExecuteCheck(findings).execute(execute);
        } else if (operation instanceof Operation.Rename rename) {
            new RenameCheck(findings).rename(rename);
        } else if (operation instanceof Operation.Link link) {
            new RenameCheck(findings).link(link);
        } else if (operation instanceof Operation.UsePort use) {
            new OtherChecks(findings).usePort(use);
        } else if (operation instanceof Operation.Reach reach) {
            new OtherChecks(findings).reach(reach);
        } else if (operation instanceof Operation.Call call) {
            new FilterChecks(findings).call(call.group());
        } else {
            new FileChecks(findings).check(operation);
        }
        return findings.explanation();
    }
}
