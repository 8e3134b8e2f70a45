package io.github.landlauncher.config;

import io.github.landlauncher.Capability;
import io.github.landlauncher.Containment;
import io.github.landlauncher.ControlGroupLimits;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Resource;
import io.github.landlauncher.RunAs;
import io.github.landlauncher.SyscallGroup;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Any containment that a policy can ask for, small ones more often. */
final class RandomContainments {

    private final Random random;

    RandomContainments(Random random) {
        this.random = random;
    }

    Containment next() {
        boolean networkDenied = random.nextInt(6) == 0;
        Set<SyscallGroup> refused = some(SyscallGroup.class, ContainmentReader.REFUSABLE.values());
        Set<SyscallGroup> allowed = some(SyscallGroup.class, ContainmentReader.ALLOWABLE.values());
        if (networkDenied || !refused.isEmpty()) {
            allowed.remove(SyscallGroup.IO_URING);
        }
        return new Containment(random.nextBoolean(), networkDenied, allowed, refused,
                maybe() ? Optional.of(some(Capability.class, EnumSet.allOf(Capability.class))) : Optional.empty(),
                maybe() ? Optional.of(new RunAs(random.nextLong(0x1_0000_0000L - 1), 1000)) : Optional.empty(),
                limits(), controlGroup());
    }

    private Map<Resource, Limit> limits() {
        Map<Resource, Limit> limits = new EnumMap<>(Resource.class);
        for (Resource resource : some(Resource.class, EnumSet.allOf(Resource.class))) {
            long soft = end();
            long hard = end();
            boolean ordered = Long.compareUnsigned(soft, hard) <= 0;
            limits.put(resource, ordered ? new Limit(soft, hard) : new Limit(hard, soft));
        }
        return limits;
    }

    private long end() {
        return switch (random.nextInt(4)) {
            case 0 -> Limit.UNLIMITED;
            case 1 -> Long.MAX_VALUE;
            default -> random.nextInt(1000);
        };
    }

    private ControlGroupLimits controlGroup() {
        ControlGroupLimits limits = ControlGroupLimits.none();
        if (maybe()) {
            limits = limits.memoryMax(1 + random.nextLong(Long.MAX_VALUE));
        }
        if (maybe()) {
            limits = limits.pidsMax(1 + random.nextInt(4_194_304));
        }
        if (maybe()) {
            limits = limits.cpuMax(
                    Duration.ofNanos(1000 * (1000 + random.nextLong(86_399_999_000L))),
                    Duration.ofNanos(1000 * (1000 + random.nextLong(999_000))));
        }
        return limits;
    }

    /** Any subset; none as often as not. */
    <E extends Enum<E>> EnumSet<E> some(Class<E> type, Collection<E> all) {
        EnumSet<E> some = EnumSet.noneOf(type);
        if (random.nextBoolean()) {
            all.stream().filter(constant -> random.nextBoolean()).forEach(some::add);
        }
        return some;
    }

    private boolean maybe() {
        return random.nextInt(4) == 0;
    }
}
