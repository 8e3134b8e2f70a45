package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.Capability;
import io.github.landlauncher.Containment;
import io.github.landlauncher.ControlGroupLimits.CpuMax;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SyscallGroup;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What one containment refuses, its union with another one refuses. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainmentUnionTest {

    private static final int PAIRS = 20_000;

    @Test
    void what_a_containment_does_not_allow_stays_refused() {
        Containment strict = containment(SandboxPolicy::containment);
        Containment lax = containment(policy -> policy.containment().allowPtrace());

        assertThat(union(strict, lax)).isEqualTo(strict);
        assertThat(union(lax, containment(SandboxPolicy::allowIoUring))).isEqualTo(lax);
        assertThat(union(lax, lax)).isEqualTo(lax);
    }

    @Test
    void what_a_containment_means_without_saying_so_counts() {
        Containment hardened = containment(SandboxPolicy::containment);
        Containment asking = containment(policy ->
                policy.keepCapabilities(Capability.KILL).limit(Resource.CORE, Limit.UNLIMITED));

        assertThat(union(hardened, asking)).isEqualTo(
                containment(policy -> policy.containment().keepCapabilities().limit(Resource.CORE, 0)));
    }

    @Test
    void of_limits_the_lower_ends_count() {
        assertThat(union(
                        containment(policy -> policy.limit(Resource.AS, 5, Limit.UNLIMITED).pidsMax(7)),
                        containment(policy -> policy.limit(Resource.AS, 6, 6).pidsMax(8).memoryMax(9))))
                .isEqualTo(containment(policy -> policy.limit(Resource.AS, 5, 6).pidsMax(7).memoryMax(9)));
    }

    @Test
    void of_processor_time_the_smaller_share_counts() {
        Containment half = cpu(50, 100);
        Containment more = cpu(600, 1000);
        Containment sameInShorterPeriods = cpu(5, 10);

        assertThat(union(half, more)).isEqualTo(half);
        assertThat(union(half, sameInShorterPeriods)).isEqualTo(sameInShorterPeriods);
    }

    private static Containment cpu(long quota, long period) {
        return containment(policy -> policy.cpuMax(Duration.ofMillis(quota), Duration.ofMillis(period)));
    }

    @Test
    void io_uring_contradicts_what_only_a_filter_refuses() {
        assertThatThrownBy(() -> ContainmentUnion.of(
                        containment(SandboxPolicy::allowIoUring), containment(SandboxPolicy::frozenMetadata)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("allowIoUring() with frozenMetadata()");
    }

    @Test
    void a_union_is_no_weaker_than_either_and_order_and_repetition_make_no_difference() {
        long seed = System.nanoTime();
        RandomContainments containments = new RandomContainments(new Random(seed));
        int unions = 0;
        for (int i = 0; i < PAIRS; i++) {
            Containment a = containments.next();
            Containment b = containments.next();
            if (contradict(a, b)) {
                assertThatThrownBy(() -> ContainmentUnion.of(a, b)).isInstanceOf(IllegalArgumentException.class);
            } else {
                Containment both = union(a, b);
                assertThat(isNoWeaker(both, a) && isNoWeaker(both, b))
                        .as("seed %d: %s of %s and %s", seed, both, a, b).isTrue();
                assertThat(union(both, a)).as("seed %d", seed).isEqualTo(both);
                unions++;
            }
        }
        assertThat(unions).isGreaterThan(PAIRS / 4);
    }

    private static boolean contradict(Containment a, Containment b) {
        boolean users = a.runAs().isPresent() && b.runAs().isPresent() && !a.runAs().equals(b.runAs());
        return users || goesPastFilterOf(a, b) || goesPastFilterOf(b, a);
    }

    private static boolean goesPastFilterOf(Containment one, Containment other) {
        return one.allowed().contains(SyscallGroup.IO_URING)
                && (!other.hardened() || other.allowed().contains(SyscallGroup.IO_URING))
                && (other.networkDenied()
                        || other.refused().contains(SyscallGroup.METADATA)
                        || other.refused().contains(SyscallGroup.UNIX_SOCKETS));
    }

    /** Said on its own, not by what the union does. */
    static boolean isNoWeaker(Containment both, Containment one) {
        return (both.hardened() || !one.hardened())
                && (both.networkDenied() || !one.networkDenied())
                && (!one.hardened() || one.allowed().containsAll(both.allowed()))
                && both.refused().containsAll(one.refused())
                && (one.runAs().isEmpty() || both.runAs().equals(one.runAs()))
                && keepsNoMore(both, one)
                && one.effectiveLimits().entrySet().stream().allMatch(limit -> isLower(both.effectiveLimits(), limit))
                && isLower(both.controlGroup().memoryMax(), one.controlGroup().memoryMax())
                && isLower(both.controlGroup().pidsMax(), one.controlGroup().pidsMax())
                && one.controlGroup().cpuMax().stream().allMatch(share ->
                        isSmaller(both.controlGroup().cpuMax().orElseThrow(), share));
    }

    private static boolean keepsNoMore(Containment both, Containment one) {
        return one.capabilities().isEmpty()
                || both.capabilities().isPresent()
                        && one.capabilities().get().containsAll(both.capabilities().get());
    }

    private static boolean isLower(Map<Resource, Limit> both, Map.Entry<Resource, Limit> one) {
        Limit limit = both.get(one.getKey());
        return limit != null
                && Long.compareUnsigned(limit.soft(), one.getValue().soft()) <= 0
                && Long.compareUnsigned(limit.hard(), one.getValue().hard()) <= 0;
    }

    private static boolean isLower(OptionalLong both, OptionalLong one) {
        return one.isEmpty() || both.isPresent() && both.getAsLong() <= one.getAsLong();
    }

    private static boolean isSmaller(CpuMax both, CpuMax one) {
        return product(both.quota(), one.period()).compareTo(product(one.quota(), both.period())) <= 0;
    }

    private static BigInteger product(Duration a, Duration b) {
        return BigInteger.valueOf(a.toNanos()).multiply(BigInteger.valueOf(b.toNanos()));
    }

    private static Containment union(Containment a, Containment b) {
        Containment union = ContainmentUnion.of(a, b);
        assertThat(ContainmentUnion.of(b, a)).isEqualTo(union);
        return union;
    }

    private static Containment containment(UnaryOperator<SandboxPolicy> asked) {
        return asked.apply(SandboxPolicy.handling(LandlockAbi.V1)).beyondLandlock();
    }
}
