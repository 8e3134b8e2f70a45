package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.text.VisibleText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is left for people to decide about files, by the place that is in the way. */
final class Decisions {

    private static final Path PROCESSES = Path.of("/proc");

    private static final Set<AccessFs> READ = Set.of(AccessFs.READ_FILE, AccessFs.READ_DIR);

    private final int entries;
    private final NavigableMap<Path, NavigableMap<Path, Need>> byPlace = new TreeMap<>();

    /** @param entries of a place that are listed one by one */
    Decisions(int entries) {
        this.entries = entries;
    }

    void add(Path place, PathUse use) {
        add(place, new Need(use.path(), use.directory(), use.rights(), Evidence.of(use, false)));
    }

    void add(Path place, Need need) {
        byPlace.computeIfAbsent(place, key -> new TreeMap<>()).merge(need.path(), need, Need::and);
    }

    List<Decision> list() {
        List<Decision> list = new ArrayList<>();
        byPlace.forEach((place, needs) -> {
            boolean together = place.equals(PROCESSES) || needs.size() >= entries;
            (together ? List.of(together(place, needs)) : List.copyOf(needs.values()))
                    .forEach(need -> list.add(decision(place, need)));
        });
        return list;
    }

    private static Need together(Path place, NavigableMap<Path, Need> needs) {
        Need all = needs.values().stream().reduce(Need::and).orElseThrow();
        Path top = needs.keySet().stream().allMatch(path -> path.startsWith(place)) ? place : needs.firstKey();
        Set<AccessFs> rights = READ.containsAll(all.rights()) ? READ : all.rights();
        return new Need(top, true, rights, all.evidence());
    }

    private static Decision decision(Path place, Need need) {
        return new Decision(Optional.of(rule(need)), Optional.empty(),
                need.evidence().on(need.path()) + "; " + because(place, need));
    }

    private static String because(Path place, Need need) {
        if (place.equals(PROCESSES)) {
            return "the entries of processes change with each run, and a rule on /proc shows those of other"
                    + " programs too";
        }
        String name = VisibleText.of(place);
        if (place.equals(need.path())) {
            return name + " is protected";
        }
        return need.path().startsWith(place) ? name + " is protected" : name + " is below, which is protected";
    }

    /** The rule that allows it; on a file READ_DIR makes no difference, and the rights are a group. */
    static PathRule rule(Need need) {
        boolean group = !need.directory() && need.rights().contains(AccessFs.READ_FILE)
                && Set.of(AccessFs.READ_FILE, AccessFs.EXECUTE).containsAll(need.rights());
        return new PathRule(Optional.empty(), need.path(),
                group ? AccessFsSets.union(need.rights(), READ) : need.rights(), false, true);
    }
}
