package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Sees to it that what was moved or linked between directories can be again. The kernel refuses that if it
 * would get rights by it (no gain), so that whatever is allowed where it goes is allowed where it was.
 */
final class Moves {

    private final Placement placement;
    private final Grants grants;
    private final BiPredicate<Path, Set<AccessFs>> widen;

    /** @param widen gives a directory more rights, unless that must not be */
    Moves(Placement placement, Grants grants, BiPredicate<Path, Set<AccessFs>> widen) {
        this.placement = placement;
        this.grants = grants;
        this.widen = widen;
    }

    /** Until nothing changes any more: each step adds rights, of which there are few. */
    void allow(Collection<Move> moves) {
        Set<Move> refused = new HashSet<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Move move : moves) {
                Path from = placement.of(move.from());
                Set<AccessFs> gained = gained(from, placement.of(move.to()), move.directory());
                if (!gained.isEmpty() && !refused.contains(move)) {
                    if (widen.test(from, gained)) {
                        changed = true;
                    } else {
                        refused.add(move);
                    }
                }
            }
        }
    }

    private Set<AccessFs> gained(Path from, Path to, boolean directory) {
        Set<AccessFs> more = new HashSet<>(grants.on(to));
        more.removeAll(grants.on(from));
        more.removeIf(right -> !directory && !right.appliesToFiles());
        return more;
    }
}
