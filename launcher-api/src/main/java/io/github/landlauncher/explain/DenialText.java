package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.text.VisibleText;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The words of denials. */
final class DenialText {

    /**
     * What runs until the program is executed; /proc/PID/exe says so of a memfd. It tries nothing else
     * than that, and so whoever does has taken its name.
     */
    private static final Path HELPER = Path.of("/memfd:landlock-exec");

    private DenialText() {}

    /** A denial by itself. */
    static String of(Denial denial) {
        return who(denial) + " (pid " + denial.pid() + "), " + denial.systemCall() + ": " + denial.explanation();
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
            return names(gain.gained()) + " that " + VisibleText.of(gain.path()) + " would gain in "
                    + VisibleText.of(gain.to());
        }
        if (requirement instanceof Requirement.OnPort on) {
            return on.right() + " on port " + on.port();
        }
        if (requirement instanceof Requirement.Unscoped unscoped) {
            return "processes outside the sandbox (scope " + unscoped.scope() + ")";
        }
        return "system calls of the group " + ((Requirement.Unfiltered) requirement).group();
    }

    private static String names(Set<AccessFs> rights) {
        return new TreeSet<>(rights).stream().map(AccessFs::name).collect(Collectors.joining(", "));
    }

    private static String who(Denial denial) {
        return denial.executable()
                .map(path -> path.equals(HELPER) && denial.systemCall().equals("execve")
                        ? "the start"
                        : VisibleText.of(path))
                .orElse("a program");
    }
}
