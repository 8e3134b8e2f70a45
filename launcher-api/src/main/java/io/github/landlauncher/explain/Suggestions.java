package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Collects what a policy lacks for an operation, and words what would allow just that. */
final class Suggestions {

    private static final Path PROC = Path.of("/proc");

    private final Picture picture;
    private final Set<String> notes;
    private final Map<Path, Need> needs = new LinkedHashMap<>(2);
    private final List<Suggestion> others = new ArrayList<>(0);
    private final Set<Path> avoided = new HashSet<>(0);
    private boolean blocked;

    /** Rights that are missing at a place. */
    private record Need(Place place, EnumSet<AccessFs> rights) {}

    /** @param notes where to say why nothing can be suggested */
    Suggestions(Picture picture, Set<String> notes) {
        this.picture = picture;
        this.notes = notes;
    }

    /** Has no rule suggested on this file itself, since the name will be another file's. */
    void avoid(Path file) {
        avoided.add(file);
    }

    /** Nothing allows it, for this reason. */
    void block(String why) {
        blocked = true;
        notes.add(why);
    }

    void add(String java, String toml, UnaryOperator<SandboxPolicy> change) {
        others.add(new Suggestion(java, toml, change));
    }

    /** These rights have to be allowed at a place. */
    void need(Place place, Set<AccessFs> rights) {
        if (rights.isEmpty()) {
            return;
        }
        if (rights.contains(AccessFs.REFER) && !allowsRefer()) {
            return;
        }
        if (place.problem() != null) {
            blocked = true; // a rule there would fail the start
            return;
        }
        Place target = target(place, rights);
        needs.computeIfAbsent(
                target.path(), path -> new Need(target, EnumSet.noneOf(AccessFs.class)))
                .rights()
                .addAll(rights);
    }

    private boolean allowsRefer() {
        if (!picture.support().knows(AccessFs.REFER)) {
            block("ABI 1 denies renaming and linking across directories everywhere; REFER needs Landlock"
                    + " ABI 2 (Linux 5.19)");
        } else if (!picture.policy().handledFs().contains(AccessFs.REFER)) {
            block("the policy does not handle REFER, and so no rule can allow it: Landlock denies it"
                    + " everywhere to whatever handles a right on files");
        }
        return !blocked;
    }

    /** A file that is there itself, or else the directory that it is or will be in. */
    private Place target(Place place, Set<AccessFs> rights) {
        Place target = place;
        boolean ofFiles = rights.stream().allMatch(AccessFs::appliesToFiles);
        while (!target.exists()
                || !target.isDirectory() && (!ofFiles || avoided.contains(target.path()))) {
            target = target.parent();
        }
        while (isOfProcess(target.path())) {
            notes.add("a rule on the entry of one process in /proc would be about that process only:"
                    + " just /proc as a whole can be allowed");
            target = target.parent();
        }
        return target;
    }

    private static boolean isOfProcess(Path path) {
        return path.startsWith(PROC)
                && path.getNameCount() > 1
                && path.getName(1).toString().chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** The suggestions, which are needed all together. */
    List<Suggestion> all() {
        if (blocked) {
            return List.of();
        }
        List<Suggestion> all = new ArrayList<>(others);
        for (Need need : needs.values()) {
            EnumSet<AccessFs> allowed = Hierarchy.of(need.place().steps(), picture.rules()).allowed();
            boolean directory = need.place().isDirectory();
            all.add(RuleSuggestion.of(
                    picture.policy(), need.place().path(), directory, need.rights(), allowed));
        }
        return all;
    }
}
