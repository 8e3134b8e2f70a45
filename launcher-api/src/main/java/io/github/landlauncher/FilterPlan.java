package io.github.landlauncher;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The groups of system calls that a filter refuses for one policy on one kernel; a pure function,
 * {@link #of}.
 *
 * @param groups what the filter refuses; empty if there is no filter
 * @param missing what it would refuse if this kernel had seccomp filters
 */
record FilterPlan(Set<SyscallGroup> groups, Set<SyscallGroup> missing) {

    /** What a feature of Landlock that this kernel lacks is to the filter. */
    enum Cover {
        /** Nothing: the program may do it. */
        NONE,
        /** The filter denies just that. */
        EXACT,
        /** The filter denies that, and what rules allow of it as well. */
        STRICTER
    }

    static FilterPlan of(SandboxPolicy policy, LandlockSupport support) {
        EnumSet<SyscallGroup> groups = EnumSet.noneOf(SyscallGroup.class);
        Containment containment = policy.beyondLandlock();
        if (containment.wantsFilter()) {
            sockets(policy, support, groups);
            groups.addAll(containment.refused());
            if (containment.hardened()) {
                hardening(policy, support, groups);
            } else if (groups.stream().anyMatch(FilterPlan::isPassedByIoUring)) {
                groups.add(SyscallGroup.IO_URING);
            }
            if (groups.contains(SyscallGroup.SOCKETS_ALL)) {
                groups.remove(SyscallGroup.UNIX_SOCKETS);
            }
        }
        Set<SyscallGroup> none = Set.of();
        Set<SyscallGroup> all = Collections.unmodifiableSet(groups);
        return support.has(Facility.SECCOMP) ? new FilterPlan(all, none) : new FilterPlan(none, all);
    }

    private static void sockets(
            SandboxPolicy policy, LandlockSupport support, Set<SyscallGroup> groups) {
        if (policy.beyondLandlock().networkDenied()) {
            groups.add(SyscallGroup.SOCKETS_ALL);
        } else if (policy.contained()) {
            SyscallGroup sockets = containedSockets(policy);
            groups.add(sockets);
            boolean tcp = sockets == SyscallGroup.SOCKETS_BUT_TCP
                    || sockets == SyscallGroup.SOCKETS_BUT_TCP_AND_UDP;
            // ABI 10 has the fix; below, nothing tells whether a kernel has it.
            if (tcp && !LandlockAbi.V10.isWithin(support.abi())) {
                groups.add(SyscallGroup.FAST_OPEN);
            }
        }
    }

    private static SyscallGroup containedSockets(SandboxPolicy policy) {
        if (!policy.handledNet().contains(AccessNet.CONNECT_TCP)) {
            return SyscallGroup.SOCKETS_VSOCK_AND_ALG; // the policy leaves the network open
        }
        boolean tcp = !policy.handledNet().contains(AccessNet.BIND_TCP); // then every port is allowed
        boolean udp = false;
        for (PortRule rule : policy.rules().portRules()) {
            for (AccessNet right : rule.access()) {
                tcp |= right.isTcp();
                udp |= !right.isTcp();
            }
        }
        if (udp) {
            return SyscallGroup.SOCKETS_BUT_TCP_AND_UDP;
        }
        return tcp ? SyscallGroup.SOCKETS_BUT_TCP : SyscallGroup.SOCKETS_BUT_UNIX;
    }

    private static void hardening(
            SandboxPolicy policy, LandlockSupport support, Set<SyscallGroup> groups) {
        groups.addAll(EnumSet.range(SyscallGroup.KEYRINGS, SyscallGroup.SETID_BITS));
        groups.add(SyscallGroup.NAMESPACES);
        groups.add(SyscallGroup.PTRACE);
        Containment containment = policy.beyondLandlock();
        groups.removeAll(containment.allowed());
        // Whoever has no capability, and cannot make a namespace to have one in, cannot mount.
        if (!groups.contains(SyscallGroup.NAMESPACES)
                || !containment.capabilities().orElseThrow().isEmpty()) {
            groups.add(SyscallGroup.MOUNTS);
        }
        if (policy.scopes().contains(Scope.SIGNAL) && !support.knows(Scope.SIGNAL)) {
            groups.add(SyscallGroup.SIGNALS_TO_JVM);
        }
        if (policy.handledFs().contains(AccessFs.TRUNCATE) && !support.knows(AccessFs.TRUNCATE)) {
            groups.add(SyscallGroup.TRUNCATE);
        }
    }

    /** Whether io_uring has an operation that does what the group refuses, which no filter sees. */
    static boolean isPassedByIoUring(SyscallGroup group) {
        return group.decidesSockets()
                || group == SyscallGroup.UNIX_SOCKETS
                || group == SyscallGroup.FAST_OPEN
                || group == SyscallGroup.SETID_BITS
                || group == SyscallGroup.TRUNCATE
                || group == SyscallGroup.METADATA;
    }

    /** The group about the families of sockets, or null. */
    SyscallGroup sockets() {
        for (SyscallGroup group : groups) {
            if (group.decidesSockets()) {
                return group;
            }
        }
        return null;
    }

    /** Whether no socket can be made by which TCP rights are passed by. */
    boolean closesDetours(SandboxPolicy policy) {
        SyscallGroup sockets = sockets();
        return sockets != null
                && sockets != SyscallGroup.SOCKETS_VSOCK_AND_ALG
                && !leaky(policy.beyondLandlock());
    }

    /** Whether the report has a line for one of the groups, refused or missing, about this. */
    boolean isAbout(String what) {
        for (SyscallGroup group : SyscallGroup.values()) {
            if ((groups.contains(group) || missing.contains(group))
                    && ContainmentReport.what(group).equals(what)) {
                return true;
            }
        }
        return false;
    }

    /** Whether no TCP socket can be made. */
    boolean refusesTcp() {
        return groups.contains(SyscallGroup.SOCKETS_ALL)
                || groups.contains(SyscallGroup.SOCKETS_BUT_UNIX);
    }

    /** Whether no UDP socket can be made. */
    boolean refusesUdp() {
        return refusesTcp() || groups.contains(SyscallGroup.SOCKETS_BUT_TCP);
    }

    /** Whether no unix socket can be made but a connected pair, by socketpair(2). */
    boolean refusesUnixSockets() {
        return groups.contains(SyscallGroup.SOCKETS_ALL)
                || groups.contains(SyscallGroup.UNIX_SOCKETS);
    }

    /** Whether filters are asked for and the program can go past them. */
    static boolean leaky(Containment containment) {
        return containment.hardened() && containment.allowed().contains(SyscallGroup.IO_URING);
    }

    /** What the filter does in place of a feature that this kernel does not know. */
    Cover cover(LandlockFeature feature, SandboxPolicy policy) {
        if (leaky(policy.beyondLandlock())) {
            return Cover.NONE;
        }
        if (feature instanceof AccessNet right) {
            return (right.isTcp() ? refusesTcp() : refusesUdp()) ? Cover.EXACT : Cover.NONE;
        }
        if (feature == Scope.ABSTRACT_UNIX_SOCKET) {
            return refusesUnixSockets() ? Cover.EXACT : Cover.NONE;
        }
        if (feature == AccessFs.RESOLVE_UNIX && refusesUnixSockets()) {
            return allows(policy, AccessFs.RESOLVE_UNIX) ? Cover.STRICTER : Cover.EXACT;
        }
        if (feature == AccessFs.TRUNCATE && groups.contains(SyscallGroup.TRUNCATE)) {
            return truncation(policy);
        }
        return Cover.NONE;
    }

    /** Without the right, a file that may be written can be truncated by opening it for writing. */
    private static Cover truncation(SandboxPolicy policy) {
        if (!policy.handledFs().contains(AccessFs.WRITE_FILE)) {
            return Cover.NONE;
        }
        Cover cover = Cover.EXACT;
        for (PathRule rule : policy.rules().pathRules()) {
            if (rule.access().contains(AccessFs.TRUNCATE)) {
                cover = Cover.STRICTER;
            } else if (rule.access().contains(AccessFs.WRITE_FILE)) {
                return Cover.NONE;
            }
        }
        return cover;
    }

    private static boolean allows(SandboxPolicy policy, AccessFs right) {
        for (PathRule rule : policy.rules().pathRules()) {
            if (rule.access().contains(right)) {
                return true;
            }
        }
        return false;
    }
}
