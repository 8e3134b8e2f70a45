package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.PolicyFinding;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import io.github.landlauncher.explain.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the options that would open far more than was denied: a program that lists a directory is
 * denied READ_DIR, and the only option for that has all files below it read too.
 */
final class WideOptions {

    private static final SandboxPolicy NOTHING_ALLOWED =
            SandboxPolicy.handling(LandlockAbi.values()[LandlockAbi.values().length - 1]).containment();

    /** So many rules are looked at together, since each is compared with each. */
    private static final int AT_ONCE = 100;

    /** The root, and what is right below it. */
    private static final int DEPTH_OF_TOP = 1;

    private final Set<Path> wide = new HashSet<>();

    private WideOptions() {}

    /** Those among the options for these suggestions. */
    static WideOptions among(List<Suggestion> suggestions) {
        WideOptions options = new WideOptions();
        List<PathRule> unclear = new ArrayList<>();
        for (Suggestion suggestion : suggestions) {
            List<PathRule> rules = suggestion.allowIn(NOTHING_ALLOWED).rules().pathRules();
            rules.stream().filter(WideOptions::isWidened).forEach(rule -> {
                if (rule.path().getNameCount() <= DEPTH_OF_TOP) {
                    options.wide.add(rule.path());
                } else {
                    unclear.add(rule);
                }
            });
        }
        for (int from = 0; from < unclear.size(); from += AT_ONCE) {
            options.look(unclear.subList(from, Math.min(from + AT_ONCE, unclear.size())));
        }
        return options;
    }

    /** Whether the option for a rule allows more than the rule where it is. */
    private static boolean isWidened(PathRule rule) {
        return AllowOption.narrowest(rule.access())
                .filter(option -> !rule.access().containsAll(option.access()))
                .isPresent()
                && Files.isDirectory(rule.path());
    }

    private void look(List<PathRule> rules) {
        SandboxPolicy policy = NOTHING_ALLOWED;
        for (PathRule rule : rules) {
            policy = policy.allow(AllowOption.narrowest(rule.access()).orElseThrow().access(), rule.path());
        }
        for (PolicyFinding finding : policy.lint()) {
            if (finding.kind() == Kind.PROTECTED_PLACE) {
                finding.rules().forEach(rule -> wide.add(rule.path()));
            }
        }
    }

    /** Whether one of them would be needed. */
    boolean isNeeded(List<AllowOption> options) {
        return options.stream().anyMatch(option -> !option.isPort() && wide.contains(Path.of(option.value())));
    }
}
