package io.github.landlauncher.explain;

import io.github.landlauncher.Capability;
import io.github.landlauncher.Containment;
import io.github.landlauncher.ControlGroupLimits;
import io.github.landlauncher.ControlGroupLimits.CpuMax;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SyscallGroup;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Compares what policies ask for beyond Landlock. */
final class ContainmentDiff {

    private ContainmentDiff() {}

    static void compare(Containment one, Containment other, DiffLines lines) {
        filter(one, other, lines);
        capabilities(one.capabilities(), other.capabilities(), lines);
        if (!one.runAs().equals(other.runAs())) {
            lines.neither("run as " + words(other.runAs(), "the JVM's user") + " instead of "
                    + words(one.runAs(), "the JVM's user"));
        }
        for (Resource resource : Resource.values()) {
            limit("RLIMIT_" + resource, one.effectiveLimits().get(resource),
                    other.effectiveLimits().get(resource), lines);
        }
        controlGroup(one.controlGroup(), other.controlGroup(), lines);
    }

    private static void filter(Containment one, Containment other, DiffLines lines) {
        if (one.hardened() && other.hardened()) {
            minus(other.allowed(), one.allowed()).forEach(group ->
                    lines.wider("the containment allows " + group));
            minus(one.allowed(), other.allowed()).forEach(group ->
                    lines.narrower("the containment refuses " + group));
        } else if (one.hardened()) {
            lines.wider("no containment");
        } else if (other.hardened()) {
            lines.narrower("containment" + (other.allowed().isEmpty() ? "" : " but for " + other.allowed()));
        }
        if (one.networkDenied() != other.networkDenied()) {
            lines.compared(one.networkDenied() ? 1 : -1,
                    one.networkDenied() ? "the network is not denied as a whole" : "no network");
        }
        minus(one.refused(), other.refused()).forEach(group -> lines.wider("seccomp does not refuse " + group));
        minus(other.refused(), one.refused()).forEach(group -> lines.narrower("seccomp refuses " + group));
    }

    private static Set<SyscallGroup> minus(Set<SyscallGroup> first, Set<SyscallGroup> second) {
        return DiffLines.minus(SyscallGroup.class, first, second);
    }

    private static void capabilities(
            Optional<Set<Capability>> one, Optional<Set<Capability>> other, DiffLines lines) {
        if (one.isPresent() && other.isPresent()) {
            DiffLines.minus(Capability.class, other.get(), one.get()).forEach(capability ->
                    lines.wider("capability " + capability + " is kept"));
            DiffLines.minus(Capability.class, one.get(), other.get()).forEach(capability ->
                    lines.narrower("capability " + capability + " is taken"));
        } else if (one.isPresent() || other.isPresent()) {
            lines.compared(one.isPresent() ? 1 : -1, "capabilities " + words(other, "those of the JVM") + " instead of "
                    + words(one, "those of the JVM"));
        }
    }

    private static void limit(String name, Limit one, Limit other, DiffLines lines) {
        if (one == null ? other == null : one.equals(other)) {
            return;
        }
        String text = name + " " + words(Optional.ofNullable(other), "not set") + " instead of "
                + words(Optional.ofNullable(one), "not set");
        if (one == null || other == null) {
            lines.compared(other == null ? 1 : -1, text);
            return;
        }
        int soft = Long.compareUnsigned(other.soft(), one.soft()); // unlimited is above all others
        int hard = Long.compareUnsigned(other.hard(), one.hard());
        if (Integer.signum(soft) * Integer.signum(hard) < 0) {
            lines.neither(text);
        } else {
            lines.compared(soft == 0 ? hard : soft, text);
        }
    }

    private static void controlGroup(ControlGroupLimits one, ControlGroupLimits other, DiffLines lines) {
        maximum("memory.max", one.memoryMax(), other.memoryMax(), lines);
        maximum("pids.max", one.pidsMax(), other.pidsMax(), lines);
        if (one.cpuMax().equals(other.cpuMax())) {
            return;
        }
        int more = Double.compare(share(other.cpuMax()), share(one.cpuMax()));
        String text = "cpu.max " + words(other.cpuMax(), "max") + " instead of " + words(one.cpuMax(), "max");
        if (more == 0) {
            lines.neither(text);
        } else {
            lines.compared(more, text);
        }
    }

    private static void maximum(String file, OptionalLong one, OptionalLong other, DiffLines lines) {
        long was = one.orElse(Long.MAX_VALUE);
        long is = other.orElse(Long.MAX_VALUE);
        lines.compared(Long.compare(is, was), file + " " + words(other) + " instead of " + words(one));
    }

    /** How many processors it may use at a time. */
    private static double share(Optional<CpuMax> limit) {
        return limit.map(max -> (double) max.quota().toNanos() / max.period().toNanos())
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static String words(OptionalLong limit) {
        return limit.isPresent() ? Long.toString(limit.getAsLong()) : "max";
    }

    private static String words(Optional<?> value, String without) {
        return value.map(Object::toString).orElse(without);
    }
}
