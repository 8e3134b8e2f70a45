package io.github.landlauncher.explain;

import io.github.landlauncher.explain.PolicyDiff.Change;
import io.github.landlauncher.explain.PolicyDiff.Line;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Collects differences. */
final class DiffLines {

    private final List<Line> lines = new ArrayList<>();

    List<Line> all() {
        return lines;
    }

    void wider(String text) {
        lines.add(new Line(Change.WIDER, text));
    }

    void narrower(String text) {
        lines.add(new Line(Change.NARROWER, text));
    }

    void neither(String text) {
        lines.add(new Line(Change.NEITHER, text));
    }

    /** A line if the comparison of what the other has with what there was says so; none if it is 0. */
    void compared(int otherIsWider, String text) {
        if (otherIsWider != 0) {
            lines.add(new Line(otherIsWider > 0 ? Change.WIDER : Change.NARROWER, text));
        }
    }

    /** What is in the first set and not in the second. */
    static <E extends Enum<E>> Set<E> minus(Class<E> type, Set<E> first, Set<E> second) {
        EnumSet<E> rest = EnumSet.noneOf(type);
        rest.addAll(first);
        rest.removeAll(second);
        return rest;
    }
}
