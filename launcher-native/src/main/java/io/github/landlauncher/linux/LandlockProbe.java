package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LandlockHeader.LANDLOCK_CREATE_RULESET_ERRATA;
import static io.github.landlauncher.linux.libc.LandlockHeader.LANDLOCK_CREATE_RULESET_VERSION;

import io.github.landlauncher.Erratum;
import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import java.util.EnumSet;
import java.util.Set;

/** Asks the kernel about Landlock; kernel versions are never compared, since vendors backport. */
final class LandlockProbe {

    private LandlockProbe() {}

    static LandlockSupport ask(Libc libc, Set<Facility> facilities) {
        int abi = libc.landlock_create_ruleset(0, 0, LANDLOCK_CREATE_RULESET_VERSION);
        if (abi <= 0) {
            return new LandlockSupport(state(-abi), 0, Set.of(), facilities);
        }
        int errata = libc.landlock_create_ruleset(0, 0, LANDLOCK_CREATE_RULESET_ERRATA);
        return new LandlockSupport(State.AVAILABLE, abi, errata(errata), facilities);
    }

    /** What a failed version query says. */
    static State state(int errno) {
        return switch (errno) {
            case Errno.EOPNOTSUPP -> State.NOT_ENABLED;
            case Errno.EPERM, Errno.EACCES -> State.BLOCKED;
            default -> State.NOT_IMPLEMENTED;
        };
    }

    /** The errata in a mask; a kernel too old for the query answers EINVAL and reports none. */
    static Set<Erratum> errata(int result) {
        Set<Erratum> fixed = EnumSet.noneOf(Erratum.class);
        if (result > 0) {
            for (Erratum erratum : Erratum.values()) {
                if (erratum.isIn(result)) {
                    fixed.add(erratum);
                }
            }
        }
        return fixed;
    }
}
