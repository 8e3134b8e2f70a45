package io.github.landlauncher.explain;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares rules on ports by port and right. */
final class PortDiff {

    private PortDiff() {}

    static void compare(SandboxPolicy policy, SandboxPolicy other, DiffLines lines) {
        // A right that only one of them handles has a line about that.
        EnumSet<AccessNet> handled = EnumSet.noneOf(AccessNet.class);
        handled.addAll(policy.handledNet());
        handled.retainAll(other.handledNet());
        Map<Integer, Set<AccessNet>> allowed = allowed(policy, handled);
        Map<Integer, Set<AccessNet>> otherAllowed = allowed(other, handled);
        SortedSet<Integer> ports = new TreeSet<>(allowed.keySet());
        ports.addAll(otherAllowed.keySet());
        for (Integer port : ports) {
            Set<AccessNet> was = allowed.getOrDefault(port, Set.of());
            Set<AccessNet> is = otherAllowed.getOrDefault(port, Set.of());
            Set<AccessNet> more = DiffLines.minus(AccessNet.class, is, was);
            Set<AccessNet> less = DiffLines.minus(AccessNet.class, was, is);
            if (!more.isEmpty()) {
                lines.wider("port " + port + ": " + words(more));
            }
            if (!less.isEmpty()) {
                lines.narrower("port " + port + ": " + words(less));
            }
        }
    }

    private static Map<Integer, Set<AccessNet>> allowed(SandboxPolicy policy, Set<AccessNet> handled) {
        Map<Integer, Set<AccessNet>> allowed = new TreeMap<>();
        for (PortRule rule : policy.rules().portRules()) {
            allowed.computeIfAbsent(rule.port(), port -> EnumSet.noneOf(AccessNet.class))
                    .addAll(rule.within(handled).access());
        }
        return allowed;
    }

    /** The ports on which a policy allows a right, each once. */
    static List<String> ports(SandboxPolicy policy, AccessNet right) {
        return policy.rules().portRules().stream()
                .filter(rule -> rule.access().contains(right))
                .map(rule -> Integer.toString(rule.port()))
                .distinct()
                .toList();
    }

    private static String words(Set<AccessNet> rights) {
        return rights.stream().map(AccessNet::name).collect(Collectors.joining(", "));
    }
}
