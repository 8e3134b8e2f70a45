package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds rules whose rights other rules have already, or that do not go together with others. */
final class RightsLint {

    private static final int MOST_NAMED = 8;

    private final List<FoundRule> rules;

    RightsLint(List<FoundRule> rules) {
        this.rules = rules;
    }

    List<PolicyFinding> findings() {
        List<PolicyFinding> findings = new ArrayList<>(addingNothing());
        referOnOneSide(findings);
        return findings;
    }

    /**
     * Rules that could all be left out at once. Of equals the first stays. Those that are void where
     * their path is missing are written for other machines too, and are one finding together.
     */
    private List<PolicyFinding> addingNothing() {
        List<PolicyFinding> findings = new ArrayList<>();
        List<FoundRule> here = new ArrayList<>();
        List<FoundRule> kept = new ArrayList<>(rules);
        for (int i = rules.size() - 1; i >= 0; i--) {
            FoundRule rule = rules.get(i);
            List<FoundRule> others = kept.stream()
                    .filter(other -> other != rule && rule.file().isWithin(other.file()))
                    .toList();
            if (allowedBy(others).containsAll(rule.access())) {
                kept.remove(i);
                if (rule.rule().ifExists()) {
                    here.add(0, rule);
                } else {
                    findings.add(0, addsNothing(rule, others));
                }
            }
        }
        if (!here.isEmpty()) {
            findings.add(new PolicyFinding(Kind.ADDS_NOTHING_HERE, together(here), "The rules on " + names(here)
                    + " add nothing to others, as files are on this machine. Leave them out if that holds"
                    + " wherever the policy is used."));
        }
        return findings;
    }

    private static Set<AccessFs> allowedBy(List<FoundRule> rules) {
        EnumSet<AccessFs> rights = EnumSet.noneOf(AccessFs.class);
        rules.forEach(rule -> rights.addAll(rule.access()));
        return rights;
    }

    private static PolicyFinding addsNothing(FoundRule rule, List<FoundRule> others) {
        List<FoundRule> covering = others.stream()
                .filter(other -> other.access().stream().anyMatch(rule.access()::contains))
                .toList();
        boolean linked = !rule.file().path().toString().equals(rule.name());
        return new PolicyFinding(Kind.ADDS_NOTHING, together(rule, covering), "The rule on " + rule.name()
                + (linked ? ", which is " + rule.file().path() + "," : "") + " adds nothing to "
                + (covering.size() == 1 ? "the rule" : "the rules") + " on " + names(covering)
                + ". Leave it out.");
    }

    /** Moving from one hierarchy to another takes REFER on both. */
    private void referOnOneSide(List<PolicyFinding> findings) {
        List<FoundRule> changing = rules.stream()
                .filter(rule -> rule.file().isDirectory())
                .filter(rule -> allowed(rule).contains(AccessFs.MAKE_REG)
                        || allowed(rule).contains(AccessFs.REMOVE_FILE))
                .toList();
        List<FoundRule> with = changing.stream().filter(rule -> allowed(rule).contains(AccessFs.REFER)).toList();
        List<FoundRule> without = changing.stream().filter(rule -> !with.contains(rule)).toList();
        if (!with.isEmpty() && !without.isEmpty()) {
            findings.add(new PolicyFinding(Kind.REFER_ON_ONE_SIDE, together(changing), "REFER is allowed on "
                    + names(with) + " and not on " + names(without) + ": a rename or link from one to the other"
                    + " fails with EXDEV. Allow REFER on both if files are to be moved, or take it from both."));
        }
    }

    /** What all rules together allow where this one is. */
    private Set<AccessFs> allowed(FoundRule rule) {
        return allowedBy(rules.stream().filter(other -> rule.file().isWithin(other.file())).toList());
    }

    static String names(List<FoundRule> rules) {
        return several(rules.stream().map(FoundRule::name).distinct().toList());
    }

    /** The first few of many, and how many more there are. */
    static String several(List<String> names) {
        String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMED;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private static List<PathRule> together(List<FoundRule> rules) {
        return rules.stream().map(FoundRule::rule).toList();
    }

    private static List<PathRule> together(FoundRule first, List<FoundRule> more) {
        List<FoundRule> all = new ArrayList<>(List.of(first));
        all.addAll(more);
        return together(all);
    }
}
