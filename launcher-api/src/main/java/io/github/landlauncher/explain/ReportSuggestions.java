package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import io.github.landlauncher.explain.PolicyFinding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a report suggests: of the suggestions of many denials those that say it all, and each thing once. */
final class ReportSuggestions {

    /** Of more entries of a directory than this, the directory is an alternative. */
    static final int FEW = 8;

    /** Handles every right, so that each suggestion has its rules in it. */
    private static final SandboxPolicy EMPTY =
            SandboxPolicy.handling(LandlockAbi.values()[LandlockAbi.values().length - 1]).containment();

    private static final Path ROOT = Path.of("/");

    private static final List<Path> SYSTEM =
            List.of(Path.of("/etc"), Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of("/run"));

    /** What is to be allowed on one path, and by which suggestions. */
    private record Wish(Path path, boolean directory, EnumSet<AccessFs> access, Set<Suggestion> said) {

        Suggestion suggestion() {
            return said.size() == 1
                    ? said.iterator().next()
                    : RuleSuggestion.of(EMPTY, path, directory, access, Set.of());
        }
    }

    private final Set<Path> files = new HashSet<>();
    private final Map<Path, Wish> wishes = new LinkedHashMap<>();

    /** In the order of what came first: paths to look up, or suggestions about something else. */
    private final Set<Object> order = new LinkedHashSet<>();

    private ReportSuggestions() {}

    /** Those of these denials. */
    static ReportSuggestions of(List<DenialReport.Repeated> denials) {
        ReportSuggestions suggested = new ReportSuggestions();
        for (DenialReport.Repeated repeated : denials) {
            suggested.learnFiles(repeated.denial());
        }
        for (DenialReport.Repeated repeated : denials) {
            repeated.denial().suggestions().forEach(suggested::add);
        }
        suggested.removeSaid();
        return suggested;
    }

    private void learnFiles(Denial denial) {
        for (Requirement requirement : denial.explanation().requirements()) {
            if (requirement instanceof Requirement.OnPath on && !on.directory()) {
                files.add(on.path());
            }
        }
    }

    private void add(Suggestion suggestion) {
        Optional<PathRule> rule = onlyRule(suggestion);
        if (rule.isEmpty()) {
            order.add(suggestion);
            return;
        }
        Path path = rule.get().path();
        boolean directory = !files.contains(path);
        Wish wish = wishes.computeIfAbsent(path, unknown -> new Wish(
                path, directory, EnumSet.noneOf(AccessFs.class), new LinkedHashSet<>()));
        wish.access().addAll(directory ? rule.get().access() : rule.get().accessOnFile());
        wish.said().add(suggestion);
        order.add(path);
    }

    /** What it is if it is just a rule on a path. */
    private static Optional<PathRule> onlyRule(Suggestion suggestion) {
        SandboxPolicy policy = suggestion.allowIn(EMPTY);
        Rules rules = policy.rules();
        return rules.pathRules().size() == 1 && policy.equals(EMPTY.allow(rules.pathRules().get(0)))
                ? Optional.of(rules.pathRules().get(0))
                : Optional.empty();
    }

    /**
     * Removes what the directories above allow too, from the top down; but for lines that are so broad
     * that somebody may want all others without them.
     */
    private void removeSaid() {
        wishes.values().stream()
                .sorted(Comparator.comparingInt(wish -> wish.path().getNameCount()))
                .filter(this::isSaidAbove)
                .toList()
                .forEach(wish -> {
                    wishes.remove(wish.path());
                    order.remove(wish.path());
                });
    }

    private boolean isSaidAbove(Wish wish) {
        EnumSet<AccessFs> missing = EnumSet.copyOf(wish.access());
        for (Path above = wish.path().getParent(); above != null; above = above.getParent()) {
            if (wishes.containsKey(above) && !isBroad(above)) {
                missing.removeAll(wishes.get(above).access());
            }
        }
        return missing.isEmpty();
    }

    /** The suggestions, in the order in which they were first needed, but for those to be decided. */
    List<Suggestion> lines() {
        return all().filter(suggestion -> !opensWhatIsProtected(suggestion)).toList();
    }

    /** Those that open what is known to be worth protecting: nobody should add them unread. */
    List<Suggestion> decisions() {
        return all().filter(ReportSuggestions::opensWhatIsProtected).toList();
    }

    private Stream<Suggestion> all() {
        return order.stream()
                .map(one -> one instanceof Path path ? wishes.get(path).suggestion() : (Suggestion) one);
    }

    /** Directories that many of the lines are about, and that hold nothing that is known to be worth protecting. */
    List<Suggestion> alternatives() {
        Map<Path, List<Wish>> byDirectory = new LinkedHashMap<>();
        for (Wish wish : wishes.values()) {
            Path directory = wish.path().getParent();
            if (directory != null) {
                byDirectory.computeIfAbsent(directory, unknown -> new ArrayList<>()).add(wish);
            }
        }
        List<Suggestion> alternatives = new ArrayList<>();
        byDirectory.forEach((directory, entries) -> {
            if (entries.size() > FEW && !isBroad(directory)) {
                EnumSet<AccessFs> access = EnumSet.noneOf(AccessFs.class);
                entries.forEach(entry -> access.addAll(entry.access()));
                Suggestion suggestion = RuleSuggestion.of(EMPTY, directory, true, access, Set.of());
                if (isHarmless(suggestion)) {
                    alternatives.add(suggestion);
                }
            }
        });
        return alternatives;
    }

    /** What allows on all of a directory what is wished for what is in it, and to read and list that. */
    Optional<Suggestion> onAllOf(Path directory) {
        EnumSet<AccessFs> access = EnumSet.noneOf(AccessFs.class);
        wishes.values().stream()
                .filter(wish -> wish.path().startsWith(directory) && !wish.path().equals(directory))
                .forEach(wish -> access.addAll(wish.access()));
        if (access.isEmpty() || isBroad(directory)) {
            return Optional.empty();
        }
        access.addAll(List.of(AccessFs.READ_FILE, AccessFs.READ_DIR));
        return Optional.of(RuleSuggestion.of(EMPTY, directory, true, access, Set.of()))
                .filter(ReportSuggestions::isHarmless);
    }

    /** The root and what is right below it, homes, and what the system consists of. */
    private static boolean isBroad(Path directory) {
        Path home = Path.of(System.getProperty("user.home"));
        return directory.getNameCount() < 2
                || home.startsWith(directory)
                || ROOT.resolve("home").equals(directory.getParent())
                || SYSTEM.stream().anyMatch(directory::startsWith);
    }

    private static boolean isHarmless(Suggestion suggestion) {
        return kinds(suggestion)
                .noneMatch(kind -> kind == Kind.PROTECTED_PLACE || kind.severity() == Severity.ERROR);
    }

    private static boolean opensWhatIsProtected(Suggestion suggestion) {
        return kinds(suggestion).anyMatch(kind -> kind == Kind.PROTECTED_PLACE);
    }

    private static Stream<Kind> kinds(Suggestion suggestion) {
        return suggestion.allowIn(EMPTY).lint().stream().map(PolicyFinding::kind);
    }
}
