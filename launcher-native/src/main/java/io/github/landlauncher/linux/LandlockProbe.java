package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LandlockHeader.LANDLOCK_CREATE_RULESET_ERRATA;
import static io.github.landlauncher.linux.libc.LandlockHeader.LANDLOCK_CREATE_RULESET_VERSION;

import io.github.landlauncher.Erratum;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Asks the kernel what it has; kernel versions are never compared, since vendors backport. */
final class LandlockProbe {

    private static final Path SYSCTL_NET = Path.of("/proc/sys/net");

    private LandlockProbe() {}

    static LandlockSupport ask(Libc libc) {
        int abi = libc.landlock_create_ruleset(0, 0, LANDLOCK_CREATE_RULESET_VERSION);
        if (abi <= 0) {
            return new LandlockSupport(state(-abi), 0, Set.of(), mptcp());
        }
        int errata = libc.landlock_create_ruleset(0, 0, LANDLOCK_CREATE_RULESET_ERRATA);
        return new LandlockSupport(State.AVAILABLE, abi, errata(errata), mptcp());
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

    /** Whether MPTCP sockets can be made; yes if it cannot be found out. */
    private static boolean mptcp() {
        Path enabled = SYSCTL_NET.resolve("mptcp/enabled");
        if (!Files.exists(enabled)) {
            return !Files.isDirectory(SYSCTL_NET);
        }
        try {
            return !Files.readString(enabled).strip().equals("0");
        } catch (IOException e) {
            return true;
        }
    }
}
