package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The rights that files would gain by going to another directory: no_more_access() of the kernel's
 * security/landlock/fs.c, Linux 6.18.
 *
 * <p>A pure function of sets of rights; what is denied is what is handled and not allowed.
 */
final class Gain {

    private final EnumSet<AccessFs> source;
    private final EnumSet<AccessFs> target;
    private final EnumSet<AccessFs> own;
    private final EnumSet<AccessFs> other;
    private final Set<AccessFs> countingForOwn;
    private final Set<AccessFs> countingForOther;
    private final boolean exchange;

    /** Rights to allow on both directories, so that nothing is missing and nothing is gained. */
    record Missing(Set<AccessFs> onSource, Set<AccessFs> onTarget) {}

    private Gain(
            RenameCheck.Move move, EnumSet<AccessFs> source, EnumSet<AccessFs> target, BoundRules rules) {
        this.source = source;
        this.target = target;
        this.own = own(move.from(), rules);
        this.other = own(move.to(), rules);
        this.countingForOwn = counting(move.from(), rules);
        this.countingForOther = counting(move.to(), rules);
        this.exchange = move.exchange();
    }

    /**
     * The gain, at the last moment when the kernel looks at it.
     *
     * <p>The kernel first adds up the rules from both directories to the root of their mount. It then
     * looks at the gain before each further step towards the real root, and not after the last one: a
     * rule on the real root counts only if it is the root of the mount as well. But what lacks
     * nothing at all on both sides may go.
     *
     * @param mount the root of the mount that both directories are on
     */
    static Gain of(RenameCheck.Move move, Path mount, BoundRules rules) {
        List<Step> source = move.source().steps();
        List<Step> target = move.target().steps();
        EnumSet<AccessFs> allOfSource = Hierarchy.of(source, rules).allowed();
        EnumSet<AccessFs> allOfTarget = Hierarchy.of(target, rules).allowed();
        boolean complete = allOfSource.containsAll(rules.denied()) && allOfTarget.containsAll(rules.denied());
        if (complete || mount.getNameCount() == 0) {
            return new Gain(move, allOfSource, allOfTarget, rules);
        }
        return new Gain(move, withoutRoot(source, rules), withoutRoot(target, rules), rules);
    }

    private static EnumSet<AccessFs> withoutRoot(List<Step> steps, BoundRules rules) {
        return Hierarchy.of(steps.subList(1, steps.size()), rules).allowed();
    }

    /** What the rules on a file itself allow. */
    private static EnumSet<AccessFs> own(Place place, BoundRules rules) {
        EnumSet<AccessFs> own = EnumSet.noneOf(AccessFs.class);
        if (place.exists()) {
            rules.on(place.last()).forEach(rule -> own.addAll(rule.access()));
        }
        return own;
    }

    /** The rights that mean something for it. */
    private static Set<AccessFs> counting(Place place, BoundRules rules) {
        EnumSet<AccessFs> counting = EnumSet.noneOf(AccessFs.class);
        for (AccessFs right : rules.denied()) {
            if (place.isDirectory() || right.appliesToFiles()) {
                counting.add(right);
            }
        }
        return counting;
    }

    /** What goes from source to target would gain this. */
    Set<AccessFs> ofSource() {
        return gained(source, target, own, countingForOwn);
    }

    /** What goes from target to source in exchange would gain this. */
    Set<AccessFs> ofTarget() {
        return exchange ? gained(target, source, other, countingForOther) : Set.of();
    }

    private static EnumSet<AccessFs> gained(
            Set<AccessFs> where, Set<AccessFs> whereTo, Set<AccessFs> own, Set<AccessFs> counting) {
        EnumSet<AccessFs> gained = EnumSet.noneOf(AccessFs.class);
        gained.addAll(whereTo);
        gained.retainAll(counting);
        gained.removeAll(where);
        gained.removeAll(own);
        return gained;
    }

    /** What has to be allowed where these rights are missing, which may make for more gain. */
    Missing toAllow(Set<AccessFs> missingOnSource, Set<AccessFs> missingOnTarget) {
        EnumSet<AccessFs> onSource = EnumSet.noneOf(AccessFs.class);
        EnumSet<AccessFs> onTarget = EnumSet.noneOf(AccessFs.class);
        onSource.addAll(missingOnSource);
        onTarget.addAll(missingOnTarget);
        boolean more;
        do {
            EnumSet<AccessFs> allowedOnSource = EnumSet.copyOf(source);
            EnumSet<AccessFs> allowedOnTarget = EnumSet.copyOf(target);
            allowedOnSource.addAll(onSource);
            allowedOnTarget.addAll(onTarget);
            more = onSource.addAll(gained(allowedOnSource, allowedOnTarget, own, countingForOwn));
            if (exchange) {
                more |= onTarget.addAll(gained(allowedOnTarget, allowedOnSource, other, countingForOther));
            }
        } while (more);
        return new Missing(onSource, onTarget);
    }
}
