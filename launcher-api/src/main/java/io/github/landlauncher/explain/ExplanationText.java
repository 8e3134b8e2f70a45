package io.github.landlauncher.explain;

import io.github.landlauncher.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of an explanation: a line that stands alone, then what there is to know. */
final class ExplanationText {

    private ExplanationText() {}

    static String of(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        lines.add(explanation.allowed() ? "allowed" + because(explanation) : denial(explanation));
        List<Requirement> unmet = explanation.unmet();
        unmet.stream().skip(1).forEach(requirement -> lines.add("and " + unmet(requirement)));
        lines.addAll(explanation.nearest());
        explanation.suggestions().forEach(suggestion -> lines.add("add " + suggestion.java()));
        lines.addAll(explanation.notes());
        return lines.stream().distinct().collect(Collectors.joining("\n  "));
    }

    private static String denial(Explanation explanation) {
        String why = explanation.unmet().isEmpty()
                ? "this policy cannot be enforced here"
                : unmet(explanation.unmet().get(0));
        return "denied (" + explanation.errno() + "): " + why;
    }

    private static String unmet(Requirement requirement) {
        if (requirement instanceof Requirement.OnPath on) {
            return names(on.missing()) + " on " + VisibleText.of(on.path())
                    + (on.missing().size() == 1 ? " is missing" : " are missing");
        }
        if (requirement instanceof Requirement.NoGain gain) {
            return VisibleText.of(gain.path()) + " would gain " + names(gain.gained()) + " in "
                    + VisibleText.of(gain.to());
        }
        if (requirement instanceof Requirement.OnPort on) {
            return on.right() + " on port " + on.port() + " is missing";
        }
        if (requirement instanceof Requirement.Unscoped unscoped) {
            return "scope " + unscoped.scope() + " is on";
        }
        return "a filter refuses " + ((Requirement.Unfiltered) requirement).group();
    }

    /** A set has no order of its own, the kernel's rights have. */
    private static String names(Set<? extends Enum<?>> rights) {
        return new TreeSet<>(rights).stream().map(Enum::name).collect(Collectors.joining(", "));
    }

    private static String because(Explanation explanation) {
        List<String> rules = explanation.requirements().stream()
                .flatMap(ExplanationText::rules)
                .map(Object::toString)
                .distinct()
                .toList();
        return rules.isEmpty() ? "" : ": " + String.join("; ", rules);
    }

    private static Stream<?> rules(Requirement requirement) {
        if (requirement instanceof Requirement.OnPath on) {
            return on.rules().stream();
        }
        return requirement instanceof Requirement.OnPort on ? on.rules().stream() : Stream.empty();
    }
}
