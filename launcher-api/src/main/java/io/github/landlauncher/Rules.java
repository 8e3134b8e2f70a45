package io.github.landlauncher;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An immutable set of rules that does not say what is handled; a policy adds it with {@link
 * Allowances#allow(Rules)}.
 */
public final class Rules extends Allowances<Rules> {

    private static final Rules NONE = new Rules(List.of(), List.of());

    private final List<PathRule> pathRules;
    private final List<PortRule> portRules;

    private Rules(List<PathRule> pathRules, List<PortRule> portRules) {
        this.pathRules = List.copyOf(pathRules);
        this.portRules = List.copyOf(portRules);
    }

    /** No rules, to begin with. */
    public static Rules none() {
        return NONE;
    }

    @Override
    Rules with(List<PathRule> paths, List<PortRule> ports) {
        return new Rules(joined(pathRules, paths), joined(portRules, ports));
    }

    /** The rules on paths, in the order they were added. */
    public List<PathRule> pathRules() {
        return pathRules;
    }

    /** The rules on ports, in the order they were added. */
    public List<PortRule> portRules() {
        return portRules;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rules that
                && pathRules.equals(that.pathRules)
                && portRules.equals(that.portRules);
    }

    @Override
    public int hashCode() {
        return 31 * pathRules.hashCode() + portRules.hashCode();
    }

    /** One rule a line, in the kernel's words. */
    @Override
    public String toString() {
        return Stream.concat(pathRules.stream(), portRules.stream())
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }
}
