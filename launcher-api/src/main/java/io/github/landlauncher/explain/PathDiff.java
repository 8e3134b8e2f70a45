package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares rules on paths by what they allow together at each path that one of them names. */
final class PathDiff {

    private final SandboxPolicy policy;
    private final SandboxPolicy other;
    private final Set<AccessFs> handled;
    private final DiffLines lines;

    /** What was said of a path, and holds for all below. */
    private final Map<Path, Set<AccessFs>> gained = new TreeMap<>();

    private final Map<Path, Set<AccessFs>> lost = new TreeMap<>();

    private PathDiff(SandboxPolicy policy, SandboxPolicy other, DiffLines lines) {
        this.policy = policy;
        this.other = other;
        this.lines = lines;
        // A right that only one of them handles has a line about that.
        this.handled = EnumSet.noneOf(AccessFs.class);
        handled.addAll(HandledDiff.fs(policy));
        handled.retainAll(HandledDiff.fs(other));
    }

    static void compare(SandboxPolicy policy, SandboxPolicy other, DiffLines lines) {
        PathDiff diff = new PathDiff(policy, other, lines);
        SortedSet<Path> paths = new TreeSet<>(); // a directory comes before what is in it
        policy.rules().pathRules().forEach(rule -> paths.add(named(rule)));
        other.rules().pathRules().forEach(rule -> paths.add(named(rule)));
        paths.forEach(diff::compare);
    }

    private void compare(Path path) {
        Set<AccessFs> allowed = allowed(policy, path);
        Set<AccessFs> otherAllowed = allowed(other, path);
        Set<AccessFs> more = news(DiffLines.minus(AccessFs.class, otherAllowed, allowed), path, gained);
        Set<AccessFs> less = news(DiffLines.minus(AccessFs.class, allowed, otherAllowed), path, lost);
        if (!more.isEmpty()) {
            lines.wider(path + ": " + words(more));
        }
        if (!less.isEmpty()) {
            lines.narrower(path + ": " + words(less));
        }
        Set<AccessFs> still = lostAbove(path);
        still.retainAll(otherAllowed);
        if (!still.isEmpty()) {
            lines.neither(path + ": still " + words(still));
        }
        SortedSet<String> manners = manners(policy, path);
        SortedSet<String> otherManners = manners(other, path);
        if (!manners.isEmpty() && !otherManners.isEmpty() && !manners.equals(otherManners)) {
            lines.neither(path + ": the rule is " + String.join(" and ", otherManners) + " instead of "
                    + String.join(" and ", manners));
        }
    }

    /** Those of which no directory above has the same. */
    private static Set<AccessFs> news(Set<AccessFs> rights, Path path, Map<Path, Set<AccessFs>> told) {
        EnumSet<AccessFs> news = EnumSet.noneOf(AccessFs.class);
        news.addAll(rights);
        told.forEach((above, known) -> {
            if (path.startsWith(above)) {
                news.removeAll(known);
            }
        });
        told.put(path, news);
        return news;
    }

    private Set<AccessFs> lostAbove(Path path) {
        EnumSet<AccessFs> rights = EnumSet.noneOf(AccessFs.class);
        lost.forEach((above, known) -> {
            if (path.startsWith(above)) {
                rights.addAll(known);
            }
        });
        return rights;
    }

    private Set<AccessFs> allowed(SandboxPolicy by, Path path) {
        EnumSet<AccessFs> rights = EnumSet.noneOf(AccessFs.class);
        for (PathRule rule : by.rules().pathRules()) {
            if (path.startsWith(named(rule))) {
                rights.addAll(rule.access());
            }
        }
        rights.retainAll(handled);
        return rights;
    }

    /** How the rules on exactly this path treat what they find. */
    private static SortedSet<String> manners(SandboxPolicy policy, Path path) {
        SortedSet<String> manners = new TreeSet<>();
        for (PathRule rule : policy.rules().pathRules()) {
            if (named(rule).equals(path)) {
                manners.add((rule.ifExists() ? "void if it is missing" : "required")
                        + (rule.exact() ? ", exact" : "")
                        + rule.base().map(base -> ", beneath " + base).orElse(""));
            }
        }
        return manners;
    }

    /** The paths on which a policy allows a right, each once. */
    static List<String> paths(SandboxPolicy policy, AccessFs right) {
        return policy.rules().pathRules().stream()
                .filter(rule -> rule.access().contains(right))
                .map(rule -> named(rule).toString())
                .distinct()
                .toList();
    }

    private static Path named(PathRule rule) {
        Path path = rule.base().map(base -> base.resolve(rule.path())).orElse(rule.path());
        return path.toAbsolutePath().normalize();
    }

    private static String words(Set<AccessFs> rights) {
        return rights.stream().map(AccessFs::name).collect(Collectors.joining(", "));
    }
}
