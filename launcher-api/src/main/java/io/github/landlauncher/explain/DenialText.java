package io.github.landlauncher.explain;

import io.github.landlauncher.text.VisibleText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The words of denials. */
final class DenialText {

    private DenialText() {}

    /** A denial by itself. */
    static String of(Denial denial) {
        List<String> lines = new ArrayList<>();
        lines.add(who(denial) + " (pid " + denial.pid() + ") is denied "
                + denial.systemCall() + ": " + denial.explanation().errno());
        denial.explanation().unmet().forEach(requirement -> lines.add("  missing: " + missing(requirement)));
        denial.nearest().ifPresent(path -> lines.add("  nearest rule: " + VisibleText.of(path)));
        denial.explanation().notes().forEach(note -> lines.add("  " + VisibleText.of(note)));
        denial.suggestions().forEach(suggestion -> lines.add("  to allow it, add " + suggestion.java()));
        return String.join("\n", lines);
    }

    /** A denial that came so often, on a line. */
    static String of(Denial denial, long count) {
        return missing(denial.explanation().unmet())
                + ": " + denial.systemCall() + " by " + who(denial)
                + (count == 1 ? "" : ", " + count + " times");
    }

    private static String missing(List<Requirement> unmet) {
        return unmet.stream().map(DenialText::missing).collect(Collectors.joining("; "));
    }

    private static String missing(Requirement requirement) {
        if (requirement instanceof Requirement.OnPath on) {
            return names(on.missing()) + " on " + VisibleText.of(on.path());
        }
        if (requirement instanceof Requirement.NoGain gain) {
            return "all that " + VisibleText.of(gain.to()) + " allows, on " + VisibleText.of(gain.path())
                    + " (it would gain " + names(gain.gained()) + ")";
        }
        if (requirement instanceof Requirement.OnPort on) {
            return on.right() + " on port " + on.port();
        }
        if (requirement instanceof Requirement.Unscoped unscoped) {
            return "processes outside the sandbox (scope " + unscoped.scope() + ")";
        }
        return "system calls of the group " + ((Requirement.Unfiltered) requirement).group();
    }

    private static String names(Collection<?> rights) {
        return rights.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String who(Denial denial) {
        return denial.executable().map(VisibleText::of).orElse("a program");
    }
}
