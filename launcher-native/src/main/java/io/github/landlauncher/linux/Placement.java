package io.github.landlauncher.linux;

import io.github.landlauncher.Enforcement.Line;
import java.util.List;

/**
 * A control group for a child that is about to start, or none. Unless it is kept, the group is
 * removed when this is closed, so that a failed start leaves none; the child has to be reaped by
 * then.
 */
final class Placement implements AutoCloseable {

    private final ControlGroup group;
    private final Descriptor procs;
    private final List<Line> lines;
    private boolean kept;

    /** Takes over a group and the descriptor of its cgroup.procs; both null if there is none. */
    Placement(ControlGroup group, Descriptor procs, List<Line> lines) {
        this.group = group;
        this.procs = procs;
        this.lines = List.copyOf(lines);
    }

    static Placement none() {
        return new Placement(null, null, List.of());
    }

    /** Whether there is a group for the child to enter. */
    boolean isPresent() {
        return group != null;
    }

    /** What the helper writes "0" to. */
    int procs() {
        return procs.fd();
    }

    /** What the report says about the limits. */
    List<Line> lines() {
        return lines;
    }

    /** The group, or null. */
    ControlGroup group() {
        return group;
    }

    /** Leaves the group to a process. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (group != null) {
            procs.close();
            if (!kept) {
                group.removeWhenEmpty();
            }
        }
    }
}
