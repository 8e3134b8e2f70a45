package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PortRule;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of the extension, in the order of the file, none of them joined with another.
 *
 * @param presets presets by name; what they allow counts as far as it is handled
 * @param paths rules on paths
 * @param ports rules on ports
 */
record ExtensionRules(List<PresetUse> presets, List<ExtensionPath> paths, List<PortRule> ports) {

    static final ExtensionRules NONE = new ExtensionRules(List.of(), List.of(), List.of());

    private static final Comparator<PortRule> BY_PORT =
            Comparator.comparing(PortRule::port).thenComparing(rule -> rule.access().toString());

    ExtensionRules {
        presets = List.copyOf(presets);
        paths = List.copyOf(paths);
        ports = List.copyOf(ports);
    }

    /** The rights that rules name, which are handled for that reason. */
    Handling named() {
        EnumSet<AccessFs> fs = EnumSet.noneOf(AccessFs.class);
        paths.forEach(rule -> fs.addAll(rule.access()));
        EnumSet<AccessNet> net = EnumSet.noneOf(AccessNet.class);
        ports.forEach(rule -> net.addAll(rule.access()));
        return new Handling(fs, net, Set.of());
    }

    /** The rules of both. */
    ExtensionRules and(ExtensionRules other) {
        return new ExtensionRules(
                union(presets, other.presets, Comparator.naturalOrder()),
                union(paths, other.paths, Comparator.naturalOrder()),
                union(ports, other.ports, BY_PORT));
    }

    /**
     * All of both. Rules of one file keep their order; those of two are sorted, each once, since the
     * order of files makes no difference.
     */
    private static <T> List<T> union(List<T> a, List<T> b, Comparator<T> order) {
        if (b.isEmpty() || a.equals(b)) {
            return a;
        }
        return a.isEmpty() ? b : Stream.concat(a.stream(), b.stream()).sorted(order).distinct().toList();
    }
}
