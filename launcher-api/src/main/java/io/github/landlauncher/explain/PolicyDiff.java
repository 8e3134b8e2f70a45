package io.github.landlauncher.explain;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.text.VisibleText;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What another policy allows more and less than one policy; see {@link SandboxPolicy#diff}.
 *
 * <p>Policies are compared, not files: a path is the one that a rule gives, absolute and without
 * {@code .} and {@code ..}, and a symbolic link is a path like any other. At each path that either
 * policy names, the rights are compared that all rules at it and above it allow together, so that a
 * rule which adds nothing is no difference, nor is the order of rules. What is not handled is allowed
 * everywhere: to handle less is to allow more.
 *
 * @param lines the differences: what is handled first, then what is beyond Landlock, paths, ports
 */
public record PolicyDiff(List<Line> lines) {

    /** What a difference means. */
    public enum Change {
        /** The other policy allows it. */
        WIDER('+'),
        /** The other policy denies it. */
        NARROWER('-'),
        /** Another behaviour or name, which allows neither more nor less as such. */
        NEITHER('~');

        private final char sign;

        Change(char sign) {
            this.sign = sign;
        }
    }

    /**
     * One difference.
     *
     * @param change what it means
     * @param text what it is, as the other policy has it
     */
    public record Line(Change change, String text) {
        /** Escapes what would not be seen in the text. */
        public Line {
            Objects.requireNonNull(change, "change");
            text = VisibleText.of(text);
        }

        /** The line with its sign: {@code +}, {@code -} or {@code ~}. */
        @Override
        public String toString() {
            return change.sign + " " + text;
        }
    }

    /** Copies the lines. */
    public PolicyDiff {
        lines = List.copyOf(lines);
    }

    /** What {@code other} allows more and less than {@code policy}. */
    public static PolicyDiff between(SandboxPolicy policy, SandboxPolicy other) {
        DiffLines lines = new DiffLines();
        HandledDiff.compare(policy, other, lines);
        ContainmentDiff.compare(policy.beyondLandlock(), other.beyondLandlock(), lines);
        PathDiff.compare(policy, other, lines);
        PortDiff.compare(policy, other, lines);
        return new PolicyDiff(lines.all());
    }

    /** Whether both allow the same, and behave alike. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** What the other policy allows more. */
    public List<String> wider() {
        return texts(Change.WIDER);
    }

    /** What the other policy allows less. */
    public List<String> narrower() {
        return texts(Change.NARROWER);
    }

    private List<String> texts(Change change) {
        return lines.stream().filter(line -> line.change() == change).map(Line::text).toList();
    }

    /** A line for each difference, with {@code +} for more, {@code -} for less; empty if there is none. */
    @Override
    public String toString() {
        return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
    }
}
