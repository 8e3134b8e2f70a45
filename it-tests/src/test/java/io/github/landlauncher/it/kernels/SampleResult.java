package io.github.landlauncher.it.kernels;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a sample policy on a kernel.
 *
 * @param level how much was said to be enforced
 * @param lines what was said of each thing
 * @param start what a start came to: {@code started} and the level it told, or what it threw
 */
record SampleResult(Level level, List<Line> lines, String start) {

    SampleResult {
        lines = List.copyOf(lines);
    }

    /** The names of what has this status. */
    List<String> names(Status status) {
        return lines.stream().filter(line -> line.status() == status).map(Line::what).toList();
    }

    /** The names of what something else than Landlock enforces. */
    List<String> namesBeyondLandlock() {
        return lines.stream()
                .filter(line -> line.status() == Status.ENFORCED && line.mechanism() != Mechanism.LANDLOCK)
                .map(Line::what)
                .toList();
    }

    /** What is said of one thing. */
    Optional<Status> status(String what) {
        return lines.stream().filter(line -> line.what().equals(what)).map(Line::status).findFirst();
    }

    /** Whether a start did what was said: nothing starts with NOT, and else all does as said. */
    boolean isKept() {
        return level == Level.NOT
                ? start.contains("SandboxUnavailableException")
                : start.equals(GuestFacts.STARTED + " " + level);
    }

    /** The level and how many things there are of each kind, such as {@code "partially: 20, not 3"}. */
    String inShort() {
        if (level == Level.NOT) {
            return "refused";
        }
        int dropped = names(Status.DROPPED).size();
        int stricter = names(Status.STRICTER).size();
        return level.name().toLowerCase(Locale.ROOT) + ": " + names(Status.ENFORCED).size()
                + (dropped == 0 ? "" : ", not " + dropped)
                + (stricter == 0 ? "" : ", stricter " + stricter);
    }
}
