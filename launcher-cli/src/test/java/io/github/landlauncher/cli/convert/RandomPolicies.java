package io.github.landlauncher.cli.convert;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Capability;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Valid policies of every kind, from a seed. */
final class RandomPolicies {

    /** Names that are awkward in one language or another. */
    private static final List<String> PATHS = List.of(
            "/usr", "relative/dir", ".", "/a b", "/quote\"s", "/back\\slash", "/back\\u0041", "/new\nline",
            "/tab\t7", "/\u0001\u007f", "/ends\\", "/$dollar'%s", "/colon:comma,", "..", "//double//slash/");

    private final Random random;

    RandomPolicies(long seed) {
        random = new Random(seed);
    }

    /** The next policy. */
    SandboxPolicy next() {
        SandboxPolicy policy = handling();
        if (random.nextBoolean()) {
            policy = policy.bestEffort(one(LandlockAbi.values()));
        }
        if (random.nextBoolean()) {
            policy = policy.logging(some(LogFlag.values()).toArray(LogFlag[]::new));
        }
        if (random.nextBoolean()) {
            policy = policy.named(random.nextBoolean() ? "the \"name\" \\u0022" : "n\u00e4me");
        }
        policy = contained(limited(policy));
        for (int i = random.nextInt(12); i > 0; i--) {
            policy = withPath(policy);
        }
        for (int i = random.nextInt(6); i > 0 && !policy.beyondLandlock().networkDenied(); i--) {
            policy = withPort(policy);
        }
        return policy;
    }

    private SandboxPolicy handling() {
        LandlockAbi abi = one(LandlockAbi.values());
        return switch (random.nextInt(4)) {
            case 0 -> SandboxPolicy.handling(abi);
            case 1 -> SandboxPolicy.handling(abi.accessFs(), abi.accessNet(), some(Scope.values()));
            case 2 -> SandboxPolicy.handling(
                    Set.of(one(AccessFs.values())), some(AccessNet.values()), some(Scope.values()));
            default -> SandboxPolicy.handling(
                    some(AccessFs.values()), Set.of(one(AccessNet.values())), some(Scope.values()));
        };
    }

    private SandboxPolicy contained(SandboxPolicy policy) {
        return switch (random.nextInt(8)) {
            case 0 -> policy.containment();
            case 1 -> policy.containment().allowPtrace().allowUserNamespaces().noMemfdExec();
            case 2 -> policy.containment().allowIoUring();
            case 3 -> policy.denyNetwork().frozenMetadata().noUnixSockets();
            case 4 -> policy.keepCapabilities(some(Capability.values()).toArray(Capability[]::new));
            case 5 -> policy.runAs(random.nextInt(100_000), 4_294_967_294L);
            default -> policy;
        };
    }

    private SandboxPolicy limited(SandboxPolicy policy) {
        Resource resource = one(Resource.values());
        return switch (random.nextInt(8)) {
            case 0 -> policy.limit(resource, random.nextInt(100));
            case 1 -> policy.limit(resource, 1L << 40, Limit.UNLIMITED);
            case 2 -> policy.limit(resource, Limit.UNLIMITED);
            case 3 -> policy.memoryMax((1L << 40) + random.nextInt(1000)).pidsMax(7);
            case 4 -> policy.cpuMax(Duration.ofNanos(1_234_567_000L), Duration.ofMillis(100));
            default -> policy;
        };
    }

    private SandboxPolicy withPath(SandboxPolicy policy) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        String other = PATHS.get(random.nextInt(PATHS.size()));
        Set<AccessFs> handled = some(policy.handledFs());
        return switch (random.nextInt(12)) {
            case 0 -> policy.allowRead(path, other);
            case 1 -> policy.allowReadExecute(path);
            case 2 -> policy.allowReadWrite(path, other);
            case 3 -> policy.allowReadWriteExecute(path);
            case 4 -> policy.allowReadIfExists(path);
            case 5 -> policy.allowReadWriteIfExists(path, other);
            case 6 -> policy.allowReadWriteBeneath(Path.of(path), "below", "below/\"too\"");
            case 7 -> policy.allow(Presets.baseSystem());
            case 8 -> policy.allow(new PathRule(Optional.of(Path.of(path)), Path.of("x"),
                    some(AccessFs.values()), false, random.nextBoolean()));
            case 9 -> policy.allow(new PathRule(Optional.empty(), Path.of(path),
                    handled, random.nextBoolean(), random.nextBoolean()));
            default -> handled.isEmpty() ? policy : random.nextBoolean()
                    ? policy.allow(handled, Path.of(path), Path.of(other))
                    : policy.allowIfExists(handled, Path.of(path));
        };
    }

    private SandboxPolicy withPort(SandboxPolicy policy) {
        Set<AccessNet> handled = policy.handledNet();
        if (handled.equals(EnumSet.allOf(AccessNet.class)) && random.nextBoolean()) {
            return policy.allowConnectUdp(53, 123);
        }
        return policy.allow(new PortRule(random.nextInt(65536), some(handled)));
    }

    private <E> E one(E[] values) {
        return values[random.nextInt(values.length)];
    }

    private <E> Set<E> some(E[] values) {
        return some(Arrays.asList(values));
    }

    private <E> Set<E> some(Collection<E> values) {
        List<E> some = new ArrayList<>(values);
        some.removeIf(value -> random.nextInt(3) == 0);
        return Set.copyOf(some);
    }
}
