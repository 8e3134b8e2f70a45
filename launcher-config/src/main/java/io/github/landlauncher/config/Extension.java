package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Containment;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.RunAs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What files say beyond the published format, in the table {@code landlauncher}.
 *
 * @param name the policy's name
 * @param floor the lowest ABI that will do, which is 1 unless a file says more; empty if strict
 * @param logFlags log flags
 * @param handling what is handled whatever other files handle: rights that are named here, also by
 *     rules
 * @param unshared what of that some file does not handle, so that published rules cannot allow it, in
 *     whatever order files are composed
 * @param required published rules on paths that fail the start if a path is missing
 * @param rules rules of its own
 * @param containment what is asked for beyond Landlock
 * @param places where keys are that may contradict others; no part of the value
 */
record Extension(
        Optional<String> name,
        Optional<LandlockAbi> floor,
        Set<LogFlag> logFlags,
        Handling handling,
        Handling unshared,
        SortedMap<Template, Set<AccessFs>> required,
        ExtensionRules rules,
        Containment containment,
        Places places) {

    /** What a file says that has no such table. */
    static final Extension NONE = new Extension(Optional.empty(), Optional.of(LandlockAbi.V1), Set.of(),
            Handling.NOTHING, Handling.NOTHING, new TreeMap<>(), ExtensionRules.NONE, ContainmentReader.NONE,
            Places.NONE);

    Extension {
        logFlags = Handling.copy(LogFlag.class, logFlags);
        required = Collections.unmodifiableSortedMap(new TreeMap<>(required));
    }

    /** Whether all is as in a file that has no such table. */
    boolean isNone() {
        return equals(NONE);
    }

    /**
     * What both ask for. What one refuses, the other does not bring back.
     *
     * @param shared what all files handle; published rules allow no more
     * @throws ConfigException if they contradict each other
     */
    Extension and(Extension other, Handling shared) throws ConfigException {
        List<ConfigProblem> problems = new ArrayList<>();
        differs("name", name, other.name, other, problems);
        Optional<RunAs> user = containment.runAs();
        boolean twoUsers = differs("run_as", user, other.containment.runAs(), other, problems);
        Containment both = twoUsers ? containment : containmentAnd(other, problems);
        Problems.check(problems);
        EnumSet<LogFlag> flags = EnumSet.noneOf(LogFlag.class);
        flags.addAll(logFlags);
        flags.addAll(other.logFlags);
        Handling handled = handling.or(other.handling);
        return new Extension(
                name.or(other::name),
                floor.flatMap(mine -> other.floor.map(theirs -> mine.compareTo(theirs) >= 0 ? mine : theirs)),
                flags,
                handled,
                handled.minus(shared),
                new TreeMap<>(Grants.union(required, other.required, shared.fs())),
                rules.and(other.rules),
                both,
                places.and(other.places));
    }

    private <T> boolean differs(
            String key, Optional<T> mine, Optional<T> theirs, Extension other, List<ConfigProblem> problems) {
        if (mine.isEmpty() || theirs.isEmpty() || mine.equals(theirs)) {
            return false;
        }
        problems.add(places.problem(key, contradiction(key, mine.get(), theirs.get(), other.places)));
        problems.add(other.places.problem(key, contradiction(key, theirs.get(), mine.get(), places)));
        return true;
    }

    private static String contradiction(String key, Object one, Object another, Places places) {
        return key + " " + Quoted.of(one.toString()) + " contradicts " + Quoted.of(another.toString())
                + " at " + places.of(key) + "; there can be only one";
    }

    private Containment containmentAnd(Extension other, List<ConfigProblem> problems) {
        try {
            return ContainmentUnion.of(containment, other.containment);
        } catch (IllegalArgumentException e) {
            problems.add(places.and(other.places).problem("allow", e.getMessage()));
            return containment;
        }
    }
}
