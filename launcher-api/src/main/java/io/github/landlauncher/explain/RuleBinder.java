package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds the files of rules as a start does, which opens their paths, and refuses what it refuses. */
final class RuleBinder {

    private static final Path PROC = Path.of("/proc");
    private static final Path OWN_THREADS = Path.of("/proc/self/task");

    private final Set<AccessFs> handled;
    private final List<BoundRule> bound;
    private final List<UnboundRule> unbound;

    /**
     * @param handled what is enforced
     * @param bound where to add rules that were bound
     * @param unbound where to add those that were not
     */
    RuleBinder(Set<AccessFs> handled, List<BoundRule> bound, List<UnboundRule> unbound) {
        this.handled = handled;
        this.bound = bound;
        this.unbound = unbound;
    }

    void bind(PathRule rule) {
        if (rule.base().isPresent()) {
            bindBeneath(rule, rule.base().get());
        } else {
            // What may be written may have been planted by the program of an earlier start.
            Place place = PathWalk.of(rule.path(), PathWalk.Links.NOT_OF_PROC, !rule.writes());
            bind(rule, place);
        }
    }

    private void bindBeneath(PathRule rule, Path base) {
        Place start = PathWalk.of(base, PathWalk.Links.NOT_OF_PROC, true);
        if (start.problem() != null || !start.isDirectory()) {
            bind(rule, start.isDirectory() || !start.exists()
                    ? start
                    : start.refused("its base is not a directory (ENOTDIR)"));
        } else {
            bind(rule, PathWalk.beneath(start, rule.path()));
        }
    }

    private void bind(PathRule rule, Place place) {
        Path path = place.path();
        if (place.problem() != null) {
            fail(rule, path, Kind.PATH_NOT_OPENED, place.problem());
        } else if (!place.exists()) {
            fail(rule, path, rule.ifExists() ? Kind.RULE_VOID : Kind.PATH_MISSING, "its path is missing (ENOENT)");
        } else if (place.last().kind() == FileKind.SYMBOLIC_LINK) {
            fail(rule, path, Kind.SYMBOLIC_LINK, "it allows writing and its path is a symbolic link (ELOOP)");
        } else if (isOwnEntry(path)) {
            fail(rule, path, Kind.OWN_PROC, "it is this JVM's own entry of /proc");
        } else {
            bind(rule, place.last());
        }
    }

    /** Whether a rule is valid is decided by what was asked, so that it is the same on every kernel. */
    private void bind(PathRule rule, Step file) {
        EnumSet<AccessFs> access = EnumSet.noneOf(AccessFs.class);
        access.addAll(rule.access());
        if (!file.isDirectory()) {
            access.retainAll(rule.accessOnFile());
            if (rule.exact() && access.size() < rule.access().size()) {
                fail(rule, file.path(), Kind.DIRECTORY_RIGHTS_ON_FILE,
                        "it allows what only directories have and is on a file (EINVAL)");
                return;
            }
        }
        access.retainAll(handled);
        if (!access.isEmpty()) {
            bound.add(new BoundRule(rule, file, access));
        }
    }

    private void fail(PathRule rule, Path path, Kind kind, String why) {
        unbound.add(new UnboundRule(rule, path, kind, why));
    }

    /** Whether a path leads through this process's entry, or one of its threads', which names it too. */
    private static boolean isOwnEntry(Path path) {
        if (!path.startsWith(PROC)) {
            return false;
        }
        for (Path name : path) {
            String id = name.toString();
            if (id.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                    && Files.exists(OWN_THREADS.resolve(id))) {
                return true;
            }
        }
        return false;
    }
}
