package io.github.landlauncher.config;

import io.github.landlauncher.Capability;
import io.github.landlauncher.Containment;
import io.github.landlauncher.ControlGroupLimits;
import io.github.landlauncher.ControlGroupLimits.CpuMax;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Resource;
import io.github.landlauncher.RunAs;
import io.github.landlauncher.SyscallGroup;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * All that two containments ask for: what one of them refuses is refused, also by what it does not
 * say but means, such as that a containment keeps no capability.
 */
final class ContainmentUnion {

    private final Containment a;
    private final Containment b;

    private ContainmentUnion(Containment a, Containment b) {
        this.a = a;
        this.b = b;
    }

    /**
     * What both ask for, whatever their order.
     *
     * @throws IllegalArgumentException if one allows io_uring and the other refuses what only a filter
     *     can refuse; or if they are to run as different users
     */
    static Containment of(Containment a, Containment b) {
        return new ContainmentUnion(a, b).union();
    }

    private Containment union() {
        return new Containment(
                a.hardened() || b.hardened(),
                a.networkDenied() || b.networkDenied(),
                allowed(),
                both(a.refused(), b.refused()),
                keptCapabilities(),
                runAs(),
                limits(),
                new ControlGroupLimits(
                        lower(a.controlGroup().memoryMax(), b.controlGroup().memoryMax()),
                        lower(a.controlGroup().pidsMax(), b.controlGroup().pidsMax()),
                        either(a.controlGroup().cpuMax(), b.controlGroup().cpuMax(), this::lower)));
    }

    /** What a hardened containment does not allow, it refuses, so that it stays refused. */
    private Set<SyscallGroup> allowed() {
        if (a.hardened() == b.hardened()) {
            Set<SyscallGroup> allowed = both(a.allowed(), b.allowed());
            if (a.hardened()) {
                allowed.retainAll(a.allowed());
                allowed.retainAll(b.allowed());
            }
            return allowed;
        }
        return a.hardened() ? a.allowed() : b.allowed();
    }

    private static Set<SyscallGroup> both(Set<SyscallGroup> a, Set<SyscallGroup> b) {
        EnumSet<SyscallGroup> both = EnumSet.noneOf(SyscallGroup.class);
        both.addAll(a);
        both.addAll(b);
        return both;
    }

    /** What each leaves to the program counts, unless neither says it: then neither does the union. */
    private Optional<Set<Capability>> keptCapabilities() {
        if (a.keptCapabilities().isEmpty() && b.keptCapabilities().isEmpty()) {
            return Optional.empty();
        }
        return either(a.capabilities(), b.capabilities(), (some, others) -> {
            EnumSet<Capability> common = EnumSet.noneOf(Capability.class);
            common.addAll(some);
            common.retainAll(others);
            return common;
        });
    }

    private Optional<RunAs> runAs() {
        return either(a.runAs(), b.runAs(), (one, other) -> {
            if (!one.equals(other)) {
                throw new IllegalArgumentException("run as " + one + " and as " + other);
            }
            return one;
        });
    }

    /** The lower ends of each; a limit that a containment only means counts if the other one says it. */
    private Map<Resource, Limit> limits() {
        Map<Resource, Limit> limits = new EnumMap<>(Resource.class);
        for (Resource resource : Resource.values()) {
            if (a.limits().containsKey(resource) || b.limits().containsKey(resource)) {
                either(limit(a, resource), limit(b, resource), ContainmentUnion::lower)
                        .ifPresent(limit -> limits.put(resource, limit));
            }
        }
        return limits;
    }

    private static Optional<Limit> limit(Containment containment, Resource resource) {
        return Optional.ofNullable(containment.effectiveLimits().get(resource));
    }

    private static Limit lower(Limit a, Limit b) {
        return new Limit(lowerEnd(a.soft(), b.soft()), lowerEnd(a.hard(), b.hard()));
    }

    /** As unsigned numbers, unlimited is above all others. */
    private static long lowerEnd(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    private static OptionalLong lower(OptionalLong a, OptionalLong b) {
        if (a.isPresent() && b.isPresent()) {
            return OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
        }
        return a.isPresent() ? a : b;
    }

    /** The smaller share of the time; if they are equal, the shorter period, which has shorter bursts. */
    private CpuMax lower(CpuMax a, CpuMax b) {
        // In microseconds: nanoseconds of a day times those of a second pass 64 bits.
        int share = Long.compare(
                a.quota().toNanos() / 1000 * (b.period().toNanos() / 1000),
                b.quota().toNanos() / 1000 * (a.period().toNanos() / 1000));
        return share < 0 || share == 0 && a.period().compareTo(b.period()) <= 0 ? a : b;
    }

    private static <T> Optional<T> either(Optional<T> a, Optional<T> b, BinaryOperator<T> both) {
        return a.isPresent() && b.isPresent() ? Optional.of(both.apply(a.get(), b.get())) : a.or(() -> b);
    }
}
