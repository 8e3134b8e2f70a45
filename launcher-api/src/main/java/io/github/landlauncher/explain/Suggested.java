package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Of many suggestions those that say it all, and no more than once. */
final class Suggested {

    /** Has all rights that there are, so that every suggestion has its rules in it. */
    private static final SandboxPolicy EMPTY =
            SandboxPolicy.handling(LandlockAbi.values()[LandlockAbi.values().length - 1]).containment();

    /** One of them and the rules it is. */
    private record Rules(Suggestion suggestion, List<PathRule> paths, List<PortRule> ports) {

        static Rules of(Suggestion suggestion) {
            SandboxPolicy policy = suggestion.allowIn(EMPTY);
            return new Rules(suggestion, policy.rules().pathRules(), policy.rules().portRules());
        }

        /** Those on few names, and among them those with many rights, come first: they say what others say. */
        private static final Comparator<Rules> BY_REACH = Comparator
                .comparingInt((Rules rules) -> rules.paths().stream()
                        .mapToInt(rule -> rule.path().getNameCount()).min().orElse(0))
                .thenComparingInt(rules -> -rules.paths().stream()
                        .mapToInt(rule -> rule.access().size()).sum());
    }

    private final Map<Path, EnumSet<AccessFs>> allowed = new HashMap<>();
    private final Set<PortRule> ports = new HashSet<>();
    private final Set<Path> files;

    private Suggested(Set<Path> files) {
        this.files = files;
    }

    /**
     * The suggestions that none of the others says too, in their order.
     *
     * @param files those of their paths that are known not to be directories, on which rights that only
     *     directories have mean nothing
     */
    static List<Suggestion> minimal(Collection<Suggestion> suggestions, Set<Path> files) {
        Suggested kept = new Suggested(files);
        Set<Suggestion> needed = new HashSet<>();
        new LinkedHashSet<>(suggestions).stream()
                .map(Rules::of)
                .sorted(Rules.BY_REACH)
                .filter(kept::isNew)
                .forEach(rules -> {
                    kept.add(rules);
                    needed.add(rules.suggestion());
                });
        return suggestions.stream().distinct().filter(needed::contains).toList();
    }

    private boolean isNew(Rules rules) {
        boolean noRule = rules.paths().isEmpty() && rules.ports().isEmpty();
        return noRule
                || !ports.containsAll(rules.ports())
                || !rules.paths().stream().allMatch(this::isSaid);
    }

    private boolean isSaid(PathRule rule) {
        Set<AccessFs> missing = EnumSet.noneOf(AccessFs.class);
        missing.addAll(files.contains(rule.path()) ? rule.accessOnFile() : rule.access());
        for (Path at = rule.path(); at != null; at = at.getParent()) {
            missing.removeAll(allowed.getOrDefault(at, EnumSet.noneOf(AccessFs.class)));
        }
        return missing.isEmpty();
    }

    private void add(Rules rules) {
        ports.addAll(rules.ports());
        for (PathRule rule : rules.paths()) {
            allowed.computeIfAbsent(rule.path(), path -> EnumSet.noneOf(AccessFs.class)).addAll(rule.access());
        }
    }
}
