package io.github.landlauncher.linux;

import io.github.landlauncher.Capability;
import io.github.landlauncher.Containment;
import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockSupport;
import java.util.Set;

/**
 * What the helper does to the child, apart from what a request says of it.
 *
 * @param restrictFlags for landlock_restrict_self(2)
 * @param containment user, capabilities and limits
 * @param capabilities the mask of those to keep, or -1 if none is to be taken away
 * @param filter whether there is a seccomp program at {@link HelperCommand#FILTER_FD}
 * @param cgroup whether there is a cgroup.procs at {@link HelperCommand#CGROUP_FD}
 */
record Confinement(
        int restrictFlags, Containment containment, long capabilities, boolean filter, boolean cgroup) {

    /** No capability is taken away. */
    static final long ALL = -1;

    static Confinement of(
            int restrictFlags,
            Containment containment,
            LandlockSupport support,
            boolean filter,
            boolean cgroup) {
        return new Confinement(
                restrictFlags, containment, capabilities(containment, support), filter, cgroup);
    }

    /**
     * Where there is none to take away, and none is asked for, the step is left out: no_new_privs
     * keeps a program from getting any.
     */
    private static long capabilities(Containment containment, LandlockSupport support) {
        if (containment.capabilities().isEmpty()) {
            return ALL;
        }
        Set<Capability> kept = containment.capabilities().get();
        if (kept.isEmpty()
                && containment.runAs().isEmpty()
                && !support.has(Facility.CAPABILITIES)) {
            return ALL;
        }
        long mask = 0;
        for (Capability capability : kept) {
            mask |= capability.bit();
        }
        return mask;
    }
}
