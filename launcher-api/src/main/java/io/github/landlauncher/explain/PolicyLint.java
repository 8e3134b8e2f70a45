package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Goes through a policy for what its author may not have meant. */
final class PolicyLint {

    private final SandboxPolicy policy;
    private final ProtectedPlaceLint places;
    private final RuleFinder finder;
    private final List<PolicyFinding> findings = new ArrayList<>();

    PolicyLint(SandboxPolicy policy, ProtectedPlaceLint places) {
        this.policy = policy;
        this.places = places;
        this.finder = new RuleFinder(policy);
    }

    /** All findings, errors first. */
    List<PolicyFinding> findings() {
        List<FoundRule> rules = finder.found();
        findings.addAll(finder.findings());
        findings.addAll(new RightsLint(rules).findings());
        if (handlesExecution()) {
            findings.addAll(new ExecutionLint(rules, policy.handledFs()).findings());
        }
        roots(rules);
        findings.addAll(places.openedBy(rules));
        files(rules);
        ports();
        findings.sort(Comparator.comparing(finding -> finding.kind().severity()));
        return List.copyOf(findings);
    }

    private boolean handlesExecution() {
        return policy.handledFs().contains(AccessFs.EXECUTE);
    }

    private void roots(List<FoundRule> rules) {
        for (FoundRule found : rules) {
            if (found.file().path().getParent() == null) {
                findings.add(new PolicyFinding(Kind.RULE_ON_ROOT, List.of(found.rule()), "The rule on "
                        + found.name() + " covers every file: " + found.access() + " are denied nowhere. Allow"
                        + " the hierarchies that the program needs instead."));
            }
        }
    }

    private void files(List<FoundRule> rules) {
        List<FoundRule> files = rules.stream().filter(found -> found.file().isRegular()).toList();
        for (FoundRule found : files) {
            if (losesChanges(found)) {
                findings.add(new PolicyFinding(Kind.RIGHTS_LOST_ON_FILE, List.of(found.rule()), found.name()
                        + " is a file, of which the rule allows " + found.access() + " only: the program can"
                        + " neither replace nor remove it. Allow changing its directory if it has to."));
            }
        }
        if (!files.isEmpty()) {
            findings.add(new PolicyFinding(Kind.RULE_ON_FILE, files.stream().map(FoundRule::rule).toList(),
                    "Rules on files cover what is there when a program starts: what later replaces "
                            + RightsLint.names(files)
                            + " by a rename is denied to it. Prefer the directory where that happens."));
        }
    }

    private static boolean losesChanges(FoundRule found) {
        EnumSet<AccessFs> lost = EnumSet.noneOf(AccessFs.class);
        lost.addAll(found.rule().access());
        lost.removeAll(found.access());
        return lost.stream().anyMatch(AccessFs::writes);
    }

    private void ports() {
        boolean closed = policy.rules().portRules().stream().allMatch(rule -> rule.access().isEmpty());
        Set<?> handled = policy.handledNet();
        if (closed && !handled.isEmpty() && !policy.beyondLandlock().networkDenied()) {
            findings.add(new PolicyFinding(Kind.NO_PORT, List.of(), "No rule allows a port, so " + handled
                    + " are denied on all of them. Allow ports if the program needs them; if it needs no"
                    + " network at all, deny that, which closes more."));
        }
    }
}
