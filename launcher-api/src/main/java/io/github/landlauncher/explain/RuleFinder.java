package io.github.landlauncher.explain;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import java.util.ArrayList;
import java.util.List;

/** Looks for the files of rules as a start does, and finds what would fail it. */
final class RuleFinder {

    private final SandboxPolicy policy;
    private final List<FoundRule> found = new ArrayList<>();
    private final List<PolicyFinding> findings = new ArrayList<>();

    RuleFinder(SandboxPolicy policy) {
        this.policy = policy;
        policy.rules().pathRules().forEach(this::look);
    }

    /** The rules that a start would give to the kernel, in their order. */
    List<FoundRule> found() {
        return found;
    }

    /** What would fail a start, and the rules that would be void or allow nothing. */
    List<PolicyFinding> findings() {
        return findings;
    }

    private void look(PathRule rule) {
        List<BoundRule> bound = new ArrayList<>(1);
        List<UnboundRule> unbound = new ArrayList<>(1);
        new RuleBinder(policy.handledFs(), bound, unbound).bind(rule);
        if (!unbound.isEmpty()) {
            refused(unbound.get(0));
        } else if (bound.isEmpty()) {
            findings.add(new PolicyFinding(Kind.ADDS_NOTHING, List.of(rule), "The rule on " + FoundRule.name(rule)
                    + " allows nothing that the policy handles and that there is on such a file. Leave it out."));
        } else {
            FoundFile.at(bound.get(0).path()).ifPresent(file -> found.add(new FoundRule(rule, file)));
        }
    }

    private void refused(UnboundRule unbound) {
        String start = unbound.fails() ? "A start refuses the rule on " : "The rule on ";
        String why = unbound.fails() ? ": " + unbound.why() + ". " : " is void: its path is missing. ";
        findings.add(new PolicyFinding(unbound.kind(), List.of(unbound.rule()),
                start + FoundRule.name(unbound.rule()) + why + advice(unbound.kind())));
    }

    private static String advice(Kind kind) {
        return switch (kind) {
            case PATH_MISSING -> "Make it first, correct the path, or allow it only if it exists.";
            case RULE_VOID -> "It counts from the first start that finds it.";
            case SYMBOLIC_LINK -> "Allow what it leads to, by its own path.";
            case OWN_PROC -> "The program's own entry is another one: allow reading /proc as a whole, or nothing"
                    + " of it.";
            case DIRECTORY_RIGHTS_ON_FILE -> "Leave these rights out, or allow them on its directory.";
            default -> "Correct the path, or what is in its way.";
        };
    }
}
