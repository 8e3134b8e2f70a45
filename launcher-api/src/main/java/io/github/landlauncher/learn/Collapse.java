package io.github.landlauncher.learn;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;

import io.github.landlauncher.AccessFs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The rule by which many files become one directory: if at least so many entries of a directory, files or
 * directories, were used with the same rights, at them or below, the rule is on the directory. Reading
 * files and listing directories are the same here.
 */
final class Collapse {

    private static final Set<AccessFs> READ = Set.of(READ_FILE, READ_DIR);
    private static final Set<AccessFs> READ_EXECUTE = Set.of(READ_FILE, READ_DIR, EXECUTE);

    private final int threshold;
    private final BiPredicate<Path, Set<AccessFs>> allowed;

    /** What a directory may be the place for. */
    private record Candidate(Path directory, Set<AccessFs> rights) {}

    /**
     * @param threshold entries that make a directory, 2 or more
     * @param allowed whether there may be a rule on a directory with these rights
     */
    Collapse(int threshold, BiPredicate<Path, Set<AccessFs>> allowed) {
        this.threshold = threshold;
        this.allowed = allowed;
    }

    /**
     * The directories to be given such rights as needs below them have, with all that speaks for each.
     *
     * @param known what is allowed already; it counts, but is no reason by itself
     */
    List<Need> of(Collection<Need> needs, Collection<Need> known) {
        Map<Candidate, List<Evidence>> chosen = chosen(Stream.concat(needs.stream(), known.stream()).toList());
        Set<Candidate> reasoned = add(chosen, needs);
        add(chosen, known);
        return chosen.entrySet().stream()
                .filter(entry -> reasoned.contains(entry.getKey()))
                .map(entry -> new Need(entry.getKey().directory(), true, entry.getKey().rights(),
                        Evidence.of(entry.getValue())))
                .toList();
    }

    /** The directories that have enough entries. */
    private Map<Candidate, List<Evidence>> chosen(Collection<Need> needs) {
        Map<Candidate, Set<Path>> entries = new HashMap<>();
        for (Need need : needs) {
            Set<AccessFs> rights = rights(need.rights());
            Path entry = need.path();
            for (Path above = entry.getParent(); above != null; above = above.getParent()) {
                Set<Path> seen = entries.computeIfAbsent(new Candidate(above, rights), key -> new HashSet<>());
                if (seen.size() < threshold) {
                    seen.add(entry);
                }
                entry = above;
            }
        }
        Map<Candidate, List<Evidence>> chosen = new HashMap<>();
        entries.forEach((candidate, seen) -> {
            if (seen.size() >= threshold && isDeepEnough(candidate.directory())
                    && allowed.test(candidate.directory(), candidate.rights())) {
                chosen.put(candidate, new ArrayList<>());
            }
        });
        return chosen;
    }

    /** Tells each directory what speaks for it, and returns those for which something did. */
    private static Set<Candidate> add(Map<Candidate, List<Evidence>> chosen, Collection<Need> needs) {
        Set<Candidate> met = new HashSet<>();
        for (Need need : needs) {
            Set<AccessFs> rights = rights(need.rights());
            for (Path above = need.path().getParent(); above != null; above = above.getParent()) {
                Candidate candidate = new Candidate(above, rights);
                if (chosen.containsKey(candidate)) {
                    chosen.get(candidate).add(need.evidence());
                    met.add(candidate);
                }
            }
        }
        return met;
    }

    /** Those that a rule on a directory has for needs with such rights. */
    private static Set<AccessFs> rights(Set<AccessFs> needed) {
        if (READ.containsAll(needed)) {
            return READ;
        }
        return READ_EXECUTE.containsAll(needed) ? READ_EXECUTE : needed;
    }

    /**
     * Whether a directory is about one thing. What is directly below the root is not, nor below
     * {@code /var}; and in {@code /dev}, {@code /proc} and {@code /run} a name says little of the next one.
     */
    static boolean isDeepEnough(Path directory) {
        return directory.getNameCount() >= (directory.startsWith("/var") ? 3 : 2)
                && !directory.startsWith("/dev")
                && !directory.startsWith("/proc")
                && !directory.startsWith("/run");
    }
}
