package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One recording being made a policy of. */
final class Lesson {

    private final Learner learner;
    private final Recording recording;
    private final List<KnownPreset> candidates;
    private final List<PathUse> uses;
    private final Placement placement;
    private final ProtectedPlaces places;

    /** Directories that were used or lead to what was, in which a protected name may be. */
    private final NavigableSet<Path> directories = new TreeSet<>();

    private final Decisions decisions;

    /** What the base and the presets allow, and then each rule. */
    private final Grants grants = new Grants();

    private final NavigableMap<Path, Need> rules = new TreeMap<>();

    Lesson(Learner learner, Recording recording, List<KnownPreset> candidates) {
        this.learner = learner;
        this.recording = recording;
        this.candidates = candidates;
        this.uses = recording.uses();
        this.placement = new Placement(uses);
        this.places = new ProtectedPlaces(learner.surroundings().home(), learner::exists, placement::isMade);
        this.decisions = new Decisions(learner.entries());
        see(learner.surroundings().project());
        uses.forEach(use -> see(use.directory() ? use.path() : use.path().getParent()));
    }

    private void see(Path directory) {
        for (Path path = directory; path != null && directories.add(path);) {
            path = path.getParent();
        }
    }

    LearnedPolicy learned() {
        SandboxPolicy base = learner.base();
        for (PathRule rule : base.rules().pathRules()) {
            real(rule).ifPresent(path -> grants.add(path, rule.access()));
        }
        List<Need> needs = needs();
        List<KnownPreset> presets = recognised(needs);
        presets.forEach(preset -> grants.addAll(preset.grants()));
        needs.removeIf(need -> grants.cover(need.path(), need.rights()));
        needs.addAll(new Collapse(learner.entries(), this::mayCollapse).of(needs, ofBase()));
        needs.forEach(this::grant);
        new Moves(placement, grants, this::widen).allow(recording.moves());
        Collection<Need> learned = withoutImplied().values();
        return Conclusion.of(base.without(impliedOfBase()), recording, presets, learned, decisions);
    }

    /**
     * Rules of the base that rules above them, or learned ones on the same path, allow by now. Those that
     * refuse a start if something is missing, or lead through links, say more than that, and stay.
     */
    private List<PathRule> impliedOfBase() {
        return learner.base().rules().pathRules().stream()
                .filter(PathRule::ifExists)
                .filter(rule -> real(rule).filter(rule.path()::equals).isPresent())
                .filter(rule -> grants.above(rule.path()).containsAll(needed(rule))
                        || rules.containsKey(rule.path())
                                && rules.get(rule.path()).rights().containsAll(needed(rule)))
                .toList();
    }

    private static Set<AccessFs> needed(PathRule rule) {
        return Files.isDirectory(rule.path()) ? rule.access() : rule.accessOnFile();
    }

    private static Optional<Path> real(PathRule rule) {
        try {
            return Optional.of(rule.base().map(base -> base.resolve(rule.path())).orElse(rule.path()).toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What was used, where rules have to be; what is protected is left to be decided. */
    private List<Need> needs() {
        NavigableMap<Path, Need> needs = new TreeMap<>();
        for (PathUse use : uses) {
            if (use.rights().isEmpty() || isGivenByBase(use)) {
                continue;
            }
            Path place = placement.of(use);
            boolean moved = !place.equals(use.path());
            Need need = new Need(place, use.directory() || moved, rights(use), Evidence.of(use, moved));
            Optional<Path> protecting = learner.isAllowed(use.path())
                    ? Optional.empty() : places.at(use.path(), use.rights());
            if (protecting.isPresent()) {
                decisions.add(protecting.get(), use);
            } else if (use.whole() && !learner.isAllowed(place)
                    && !(Collapse.isDeepEnough(place) && isOpen(place, use.rights()))) {
                decisions.add(place, need);
            } else {
                Need handled = need.with(AccessFsSets.common(need.rights(), learner.base().handledFs()));
                if (!handled.rights().isEmpty()) {
                    needs.merge(place, handled, Need::and);
                }
            }
        }
        return new ArrayList<>(needs.values());
    }

    /**
     * What was used, and TRUNCATE with WRITE_FILE: ftruncate(2) has no path to be seen by, depends on what
     * was allowed when the file was opened, and is nothing that could not be done by writing.
     */
    private static Set<AccessFs> rights(PathUse use) {
        return use.rights().contains(AccessFs.WRITE_FILE)
                ? AccessFsSets.union(use.rights(), Set.of(AccessFs.TRUNCATE)) : use.rights();
    }

    private boolean isGivenByBase(PathUse use) {
        return grants.cover(use.path(), AccessFsSets.common(rights(use), learner.base().handledFs()))
                && learner.base().handledFs().containsAll(use.rights());
    }

    private List<KnownPreset> recognised(Collection<Need> needs) {
        return candidates.stream()
                .filter(preset -> preset.isRecognisedIn(needs))
                .filter(preset -> preset.grants().entrySet().stream()
                        .allMatch(grant -> isOpen(grant.getKey(), grant.getValue())))
                .toList();
    }

    /** What rules of the base are on, so that files of one run add up with those of another. */
    private List<Need> ofBase() {
        List<Need> all = new ArrayList<>();
        for (PathRule rule : learner.base().rules().pathRules()) {
            real(rule).ifPresent(path -> {
                PathUse use = new PathUse(
                        path, false, rule.access(), PathUse.Origin.FOUND, new TreeSet<>(), false);
                all.add(new Need(path, false, rule.access(), Evidence.of(use, false)));
            });
        }
        return all;
    }

    private boolean mayCollapse(Path directory, Set<AccessFs> rights) {
        return isOpen(directory, rights) && !learner.surroundings().temporary().contains(directory);
    }

    /** Whether nothing protected is at the path, or below it. */
    private boolean isOpen(Path path, Set<AccessFs> rights) {
        return protecting(path, rights).isEmpty();
    }

    private void grant(Need need) {
        Optional<Path> protecting = learner.isAllowed(need.path()) ? Optional.empty()
                : protecting(need.path(), need.rights());
        if (protecting.isPresent()) {
            decisions.add(protecting.get(), need);
        } else {
            rules.merge(need.path(), need, Need::and);
            grants.add(need.path(), need.rights());
        }
    }

    /** What is protected from such rights at the path, or below it. */
    private Optional<Path> protecting(Path path, Set<AccessFs> rights) {
        return places.within(path, rights, directories.tailSet(path, false).stream()
                .takeWhile(directory -> directory.startsWith(path))::iterator);
    }

    /** Gives a directory more rights, so that files can be moved from there; whether that was possible. */
    private boolean widen(Path directory, Set<AccessFs> rights) {
        Need need = new Need(directory, true, rights, Evidence.of(List.of()));
        Optional<Path> protecting =
                learner.isAllowed(directory) ? Optional.empty() : protecting(directory, rights);
        if (protecting.isPresent()) {
            decisions.add(protecting.get(), need);
            return false;
        }
        rules.merge(directory, need, Need::and);
        grants.add(directory, rights);
        return true;
    }

    /** The rules that allow something that those above them and the presets do not. */
    private NavigableMap<Path, Need> withoutImplied() {
        NavigableMap<Path, Need> kept = new TreeMap<>();
        rules.forEach((path, need) -> {
            if (!grants.above(path).containsAll(need.rights())) {
                kept.put(path, need);
            }
        });
        return kept;
    }
}
