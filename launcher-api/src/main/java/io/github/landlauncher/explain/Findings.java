package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.text.VisibleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what an operation takes, and becomes the explanation. Not thread-safe. */
final class Findings {

    private static final String EACCES = "EACCES";

    private final Picture picture;
    private final Operation operation;
    private final List<Requirement> requirements = new ArrayList<>(2);
    private final Set<String> notes = new LinkedHashSet<>(2);
    private final Set<String> nearest = new LinkedHashSet<>(2);
    private final Suggestions suggestions;
    private String errno = "";

    Findings(Picture picture, Operation operation) {
        this.picture = picture;
        this.operation = operation;
        this.suggestions = new Suggestions(picture, notes);
    }

    Picture picture() {
        return picture;
    }

    Suggestions suggestions() {
        return suggestions;
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    /** Notes what there is to know of the way to a place. */
    void noteWay(Place place) {
        if (place.problem() != null) {
            note("taken as it is written: " + place.problem());
        } else if (!place.exists()) {
            note(VisibleText.of(place.path()) + " does not exist");
        }
    }

    /** Notes that what is to be made is there, which the kernel refuses before it asks Landlock. */
    void noteExists(Place place) {
        note(VisibleText.of(place.path())
                + " exists already: that is refused (EEXIST) whatever the policy is");
    }

    /** Adds a requirement; the first one that is not met decides how the operation fails. */
    void add(Requirement requirement, String errnoIfNotMet) {
        requirements.add(requirement);
        if (!requirement.met() && errno.isEmpty()) {
            errno = errnoIfNotMet;
        }
    }

    /** An operation takes these rights at a place; a denial is EACCES. */
    void take(Place place, Set<AccessFs> required) {
        Requirement.OnPath requirement = onPath(place, required);
        add(requirement, EACCES);
        suggestions.need(place, requirement.missing());
    }

    /** What becomes of these rights at a place, without taking them. */
    Requirement.OnPath onPath(Place place, Set<AccessFs> required) {
        noteUnhandled(required);
        EnumSet<AccessFs> missing = EnumSet.noneOf(AccessFs.class);
        Hierarchy hierarchy = Hierarchy.of(place.steps(), picture.rules());
        if (!place.nameless()) {
            missing.addAll(required);
            missing.retainAll(picture.rules().denied());
            missing.removeAll(hierarchy.allowed());
        } else {
            note(VisibleText.of(place.path()) + " is on no file system that rules could be about");
        }
        if (!missing.isEmpty()) {
            noteLost(place, missing);
            noteNearest(place, hierarchy);
        }
        return new Requirement.OnPath(
                place.path(),
                place.isDirectory(),
                Collections.unmodifiableSet(required),
                Collections.unmodifiableSet(missing),
                allowing(hierarchy, required), hierarchy.nearest());
    }

    private void noteNearest(Place place, Hierarchy hierarchy) {
        nearest.add(hierarchy.rules().isEmpty()
                ? "no rule is on " + VisibleText.of(place.path()) + " or above it"
                : "nearest rule: " + hierarchy.rules().get(0).rule());
    }

    private static List<PathRule> allowing(Hierarchy hierarchy, Set<AccessFs> required) {
        List<PathRule> allowing = new ArrayList<>(hierarchy.rules().size());
        for (BoundRule bound : hierarchy.rules()) {
            if (allowsAny(bound.access(), required)) {
                allowing.add(bound.rule());
            }
        }
        return allowing;
    }

    /** Notes which of these features nothing denies here, and why. */
    void noteUnhandled(Set<? extends LandlockFeature> features) {
        for (LandlockFeature feature : features) {
            if (!picture.enforces(feature)) {
                note(picture.whyNotEnforced(feature));
            }
        }
    }

    /** Notes rules that would allow what is missing if they had not lost their file. */
    private void noteLost(Place place, Set<AccessFs> missing) {
        for (Step step : place.steps()) {
            for (BoundRule rule : picture.rules().once(step.path())) {
                if (!rule.file().key().equals(step.key()) && allowsAny(rule.access(), missing)) {
                    note("the rule on " + VisibleText.of(rule.path()) + " was bound to a file that has been"
                            + " replaced since: a rule follows the file, not its name; allow the directory");
                    suggestions.avoid(step.path());
                }
            }
        }
        for (UnboundRule rule : picture.rules().unbound()) {
            if (!rule.fails()
                    && place.path().startsWith(rule.path())
                    && allowsAny(rule.rule().access(), missing)) {
                note(rule.described());
            }
        }
    }

    private static boolean allowsAny(Set<AccessFs> access, Set<AccessFs> rights) {
        return !Collections.disjoint(access, rights);
    }

    Explanation explanation() {
        for (UnboundRule rule : picture.rules().unbound()) {
            if (rule.fails()) {
                note(rule.described());
                break;
            }
        }
        List<Suggestion> changes = errno.isEmpty() ? List.of() : suggestions.all();
        return new Explanation(
                operation, errno, requirements, List.copyOf(notes), changes, List.copyOf(nearest));
    }
}
