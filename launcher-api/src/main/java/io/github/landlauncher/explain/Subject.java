package io.github.landlauncher.explain;

import io.github.landlauncher.Capability;
import java.util.Set;

/**
 * As whom a process acts, credentials(7): what ordinary permissions are decided by.
 *
 * @param fsuid the user for access to files, 0 to 4294967294
 * @param fsgid the group for access to files
 * @param groups the supplementary groups
 * @param effectiveCapabilities the effective set, a bit each, as in /proc/PID/status
 */
public record Subject(long fsuid, long fsgid, Set<Long> groups, long effectiveCapabilities) {
    /** Copies the groups. */
    public Subject {
        groups = Set.copyOf(groups);
    }

    /** Whether a capability is in effect. */
    public boolean has(Capability capability) {
        return (effectiveCapabilities >>> capability.ordinal() & 1) == 1;
    }
}
