package io.github.landlauncher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy asks for beyond Landlock: an immutable value, made by the methods of {@link
 * Containments}.
 *
 * @param hardened whether {@link Containments#containment()} was asked for
 * @param networkDenied whether {@link Containments#denyNetwork()} was asked for
 * @param allowed the groups that a containment refuses unless asked not to, and was
 * @param refused the groups that are refused only if asked for, and were
 * @param keptCapabilities the capabilities to keep, or empty if nothing was said of them
 * @param runAs the user to run as, or empty for the JVM's
 * @param limits the limits that were set for each process
 * @param controlGroup the limits that were set for all of them together
 */
public record Containment(
        boolean hardened,
        boolean networkDenied,
        Set<SyscallGroup> allowed,
        Set<SyscallGroup> refused,
        Optional<Set<Capability>> keptCapabilities,
        Optional<RunAs> runAs,
        Map<Resource, Limit> limits,
        ControlGroupLimits controlGroup) {

    /** What a policy has that asks for nothing. */
    static final Containment NONE = new Containment(
            false, false, Set.of(), Set.of(), Optional.empty(), Optional.empty(), Map.of(),
            ControlGroupLimits.none());

    /** No core dump: the kernel may hand it to a program that runs unsandboxed, see core(5). */
    private static final Limit NO_CORE = new Limit(0, 0);

    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException if io_uring is allowed, whose operations no filter sees,
     *     together with what only a filter can refuse
     */
    public Containment {
        allowed = EnumCopy.of(SyscallGroup.class, allowed);
        refused = EnumCopy.of(SyscallGroup.class, refused);
        keptCapabilities = keptCapabilities.map(kept -> EnumCopy.of(Capability.class, kept));
        Objects.requireNonNull(runAs, "runAs");
        EnumMap<Resource, Limit> copy = new EnumMap<>(Resource.class);
        copy.putAll(limits);
        limits = Collections.unmodifiableMap(copy);
        Objects.requireNonNull(controlGroup, "controlGroup");
        if (allowed.contains(SyscallGroup.IO_URING)) {
            require(!networkDenied, "denyNetwork()");
            require(!refused.contains(SyscallGroup.METADATA), "frozenMetadata()");
            require(!refused.contains(SyscallGroup.UNIX_SOCKETS), "noUnixSockets()");
        }
    }

    private static void require(boolean possible, String method) {
        if (!possible) {
            throw new IllegalArgumentException("allowIoUring() with " + method
                    + ": operations of io_uring go past every filter, so nothing would be refused");
        }
    }

    Containment withHardening() {
        return new Containment(
                true, networkDenied, allowed, refused, keptCapabilities, runAs, limits, controlGroup);
    }

    Containment withoutNetwork() {
        return new Containment(hardened, true, allowed, refused, keptCapabilities, runAs, limits, controlGroup);
    }

    Containment withAllowed(SyscallGroup group) {
        return new Containment(hardened, networkDenied, plus(allowed, group), refused,
                keptCapabilities, runAs, limits, controlGroup);
    }

    Containment withRefused(SyscallGroup group) {
        return new Containment(hardened, networkDenied, allowed, plus(refused, group),
                keptCapabilities, runAs, limits, controlGroup);
    }

    Containment withCapabilities(Set<Capability> kept) {
        return new Containment(
                hardened, networkDenied, allowed, refused, Optional.of(kept), runAs, limits,
                controlGroup);
    }

    Containment withRunAs(RunAs user) {
        return new Containment(
                hardened, networkDenied, allowed, refused, keptCapabilities, Optional.of(user), limits,
                controlGroup);
    }

    Containment withLimit(Resource resource, Limit limit) {
        EnumMap<Resource, Limit> more = new EnumMap<>(Resource.class);
        more.putAll(limits);
        more.put(resource, limit);
        return new Containment(
                hardened, networkDenied, allowed, refused, keptCapabilities, runAs, more, controlGroup);
    }

    Containment withControlGroup(ControlGroupLimits more) {
        return new Containment(
                hardened, networkDenied, allowed, refused, keptCapabilities, runAs, limits, more);
    }

    /** Whether a seccomp filter is asked for. */
    boolean wantsFilter() {
        return hardened || networkDenied || !refused.isEmpty();
    }

    /**
     * The capabilities the program is left with, of those the JVM has, or empty if none is taken from
     * it: a containment and a change of user keep none unless told to.
     */
    public Optional<Set<Capability>> capabilities() {
        if (keptCapabilities.isPresent() || !(hardened || runAs.isPresent())) {
            return keptCapabilities;
        }
        return Optional.of(Set.of());
    }

    /** The limits to set: those that were asked for, and in a containment no core dump. */
    public Map<Resource, Limit> effectiveLimits() {
        if (!hardened || limits.containsKey(Resource.CORE)) {
            return limits;
        }
        EnumMap<Resource, Limit> more = new EnumMap<>(Resource.class);
        more.putAll(limits);
        more.put(Resource.CORE, NO_CORE);
        return more;
    }

    /** A line for each thing that was asked for. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (hardened) {
            lines.add(allowed.isEmpty() ? "containment" : "containment but for " + allowed);
        }
        if (networkDenied) {
            lines.add("no network");
        }
        if (!refused.isEmpty()) {
            lines.add("seccomp " + refused);
        }
        keptCapabilities.ifPresent(kept -> lines.add("capabilities " + kept));
        runAs.ifPresent(user -> lines.add("run as " + user));
        limits.forEach((resource, limit) -> lines.add("RLIMIT_" + resource + " " + limit));
        controlGroup.limits().forEach(limit -> lines.add(limit.toString()));
        return lines;
    }

    private static Set<SyscallGroup> plus(Set<SyscallGroup> groups, SyscallGroup group) {
        EnumSet<SyscallGroup> more = EnumSet.of(group);
        more.addAll(groups);
        return more;
    }
}
