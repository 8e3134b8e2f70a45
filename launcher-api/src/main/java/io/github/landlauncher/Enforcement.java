package io.github.landlauncher;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of each thing a policy asked for on one kernel, and what stays open.
 *
 * <p>An immutable value. {@link SandboxPolicy#enforcementOn} previews it for any kernel; {@link
 * SandboxedProcess#enforcement()} and {@link Ruleset#enforcement()} report it for the running one.
 */
public final class Enforcement {

    /** How much is enforced of what the policy asked for: rights, scopes and log flags. */
    public enum Level {
        /** All of it. Lines with status NOT_COVERED may still name ways around. */
        FULLY,
        /** Some of it; best effort dropped the rest, or had to be stricter. */
        PARTIALLY,
        /** None of it: nothing can start with this policy on this kernel. */
        NOT
    }

    /** What became of one thing. */
    public enum Status {
        /** It is enforced as the policy says. */
        ENFORCED,
        /** Best effort left it out: the program may do it. */
        DROPPED,
        /** The kernel denies more than the policy says: what rules allow is denied as well. */
        STRICTER,
        /** Nothing restricts it, whether or not the policy would like it. */
        NOT_COVERED
    }

    /** What enforces one thing. */
    public enum Mechanism {
        /** The kernel's Landlock. */
        LANDLOCK,
        /** A seccomp filter that the helper installs. */
        SECCOMP,
        /** A session of its own, setsid(2). */
        SESSION,
        /** Resource limits, setrlimit(2). */
        RLIMIT,
        /** User, groups and capabilities, credentials(7). */
        CREDENTIALS,
        /** A control group of its own, version 2. */
        CONTROL_GROUP,
        /** A guard that is the subreaper of the program's tree, PR_SET_CHILD_SUBREAPER. */
        SUBREAPER,
        /** Landlauncher, before the start: what it does not hand over, nobody has to refuse. */
        LAUNCHER,
        /** Nothing. */
        NONE
    }

    /**
     * One thing and what became of it.
     *
     * @param what a {@link LandlockFeature}'s name, or a word or two for what no feature stands for
     * @param status what became of it
     * @param mechanism what enforces it; NONE with DROPPED and NOT_COVERED
     * @param reason why, or what exactly is open; empty if there is nothing to say
     */
    public record Line(String what, Status status, Mechanism mechanism, String reason) {

        static Line enforced(String what, Mechanism mechanism, String reason) {
            return new Line(what, Status.ENFORCED, mechanism, reason);
        }

        static Line dropped(String what, String reason) {
            return new Line(what, Status.DROPPED, Mechanism.NONE, reason);
        }

        static Line stricter(String what, Mechanism mechanism, String reason) {
            return new Line(what, Status.STRICTER, mechanism, reason);
        }

        static Line notCovered(String what, String reason) {
            return new Line(what, Status.NOT_COVERED, Mechanism.NONE, reason);
        }

        /** The line as in a report, such as {@code "SIGNAL: dropped (needs ...)"}. */
        @Override
        public String toString() {
            String word = switch (status) {
                case ENFORCED -> "enforced by "
                        + mechanism.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                case DROPPED -> "dropped";
                case STRICTER -> "stricter than asked";
                case NOT_COVERED -> "not covered";
            };
            return what + ": " + word + (reason.isEmpty() ? "" : " (" + reason + ")");
        }
    }

    private final List<Line> lines;
    private final Optional<String> refusal;

    private Enforcement(List<Line> lines, Optional<String> refusal) {
        this.lines = List.copyOf(lines);
        this.refusal = refusal;
    }

    static Enforcement of(List<Line> lines) {
        return new Enforcement(lines, Optional.empty());
    }

    static Enforcement refused(String why) {
        return new Enforcement(List.of(), Optional.of(why));
    }

    /** How much is enforced. */
    public Level level() {
        if (refusal.isPresent()) {
            return Level.NOT;
        }
        boolean all = lines.stream()
                .noneMatch(line -> line.status() == Status.DROPPED || line.status() == Status.STRICTER);
        return all ? Level.FULLY : Level.PARTIALLY;
    }

    /** Every requested feature, then what else is enforced, then what is not covered. */
    public List<Line> lines() {
        return lines;
    }

    /** The lines with this status. */
    public List<Line> lines(Status status) {
        return lines.stream().filter(line -> line.status() == status).toList();
    }

    /** The line for a feature that the policy requested, or empty if it did not. */
    public Optional<Line> line(LandlockFeature feature) {
        return lines.stream().filter(line -> line.what().equals(feature.name())).findFirst();
    }

    /** Whether the kernel denies this feature to the program wherever no rule allows it. */
    public boolean enforces(LandlockFeature feature) {
        return line(feature)
                .map(line -> line.status() == Status.ENFORCED || line.status() == Status.STRICTER)
                .orElse(false);
    }

    /** Why nothing starts, with advice, if the level is {@link Level#NOT}. */
    public Optional<String> refusal() {
        return refusal;
    }

    /** This report with more lines: in the place of one about the same thing, or else at its end. */
    public Enforcement with(List<Line> more) {
        List<Line> all = new ArrayList<>(lines);
        for (Line line : more) {
            int place = indexOf(line.what());
            if (place < 0) {
                all.add(line);
            } else {
                all.set(place, line);
            }
        }
        return new Enforcement(all, refusal);
    }

    private int indexOf(String what) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).what().equals(what)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Enforcement that
                && lines.equals(that.lines)
                && refusal.equals(that.refusal);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lines, refusal);
    }

    /** The level, then one line each. */
    @Override
    public String toString() {
        String head = switch (level()) {
            case FULLY -> "fully enforced";
            case PARTIALLY -> "partially enforced";
            case NOT -> "not enforced: " + refusal.orElseThrow();
        };
        return lines.stream().map(line -> "\n  " + line).collect(Collectors.joining("", head, ""));
    }
}
