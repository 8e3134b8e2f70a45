package io.github.landlauncher.it.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import io.github.landlauncher.it.KernelAbi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Policies at random for a world: what they handle, and up to six rules, all of them valid. */
final class RandomPolicies {

    static final List<Integer> PORTS = List.of(0, 1, 45_671, 45_672, 65_535);

    private static final LandlockAbi ABI = LandlockAbi.of(Math.max(KernelAbi.current(), 1));

    private final World world;
    private final SplittableRandom random;

    RandomPolicies(World world) {
        this.world = world;
        this.random = world.random();
    }

    SandboxPolicy next() {
        SandboxPolicy policy = handling();
        // Static, but where the C library cannot be linked so.
        policy = policy.allowReadExecute(BatchProbe.program());
        for (int i = random.nextInt(7); i > 0; i--) {
            policy = withRule(policy);
        }
        for (AccessNet right : policy.handledNet()) {
            for (int port : PORTS) {
                policy = world.chance(0.4) ? withPort(policy, right, port) : policy;
            }
        }
        return policy;
    }

    private SandboxPolicy handling() {
        if (world.chance(0.5)) {
            return SandboxPolicy.handling(LandlockAbi.of(1 + random.nextInt(ABI.number())));
        }
        Set<AccessFs> fs = some(AccessFs.class, ABI.accessFs(), density());
        Set<AccessNet> net = some(AccessNet.class, ABI.accessNet(), 0.5);
        Set<Scope> scopes = some(Scope.class, ABI.scopes(), 0.5);
        return fs.isEmpty() && net.isEmpty() && scopes.isEmpty()
                ? SandboxPolicy.handling(ABI)
                : SandboxPolicy.handling(fs, net, scopes);
    }

    private double density() {
        return world.oneOf(0.1, 0.5, 0.8, 0.9, 1.0);
    }

    private <E extends Enum<E>> Set<E> some(Class<E> type, Set<E> of, double density) {
        Set<E> some = EnumSet.noneOf(type);
        of.stream().filter(element -> world.chance(density)).forEach(some::add);
        return some;
    }

    private static SandboxPolicy withPort(SandboxPolicy policy, AccessNet right, int port) {
        return switch (right) {
            case BIND_TCP -> policy.allowBindTcp(port);
            case CONNECT_TCP -> policy.allowConnectTcp(port);
            case BIND_UDP -> policy.allowBindUdp(port);
            case CONNECT_SEND_UDP -> policy.allow(new PortRule(port, Set.of(right)));
        };
    }

    /** The policy with a rule on a place where a start takes one. */
    private SandboxPolicy withRule(SandboxPolicy policy) {
        Path place = place();
        if (Files.exists(place)) {
            return Files.isSymbolicLink(place)
                    ? policy.allow(rule(place, Set.of(AccessFs.READ_FILE, AccessFs.EXECUTE), false))
                    : withRuleOnExisting(policy, place);
        }
        return Files.notExists(place) && !Files.isSymbolicLink(place)
                ? policy.allowReadIfExists(place.toString())
                : policy;
    }

    private SandboxPolicy withRuleOnExisting(SandboxPolicy policy, Path place) {
        return switch (random.nextInt(10)) {
            case 0 -> policy.allowRead(place);
            case 1 -> policy.allowReadExecute(place);
            case 2 -> policy.allowReadWrite(place);
            case 3 -> policy.allowReadWriteExecute(place);
            case 4 -> withRuleBeneath(policy, place);
            case 5 -> policy.allow(rule(place, some(AccessFs.class, ABI.accessFs(), density()), false));
            default -> withExactRule(policy, place);
        };
    }

    private SandboxPolicy withExactRule(SandboxPolicy policy, Path place) {
        Set<AccessFs> access = some(AccessFs.class, policy.handledFs(), density());
        if (!Files.isDirectory(place)) {
            access.removeIf(right -> !right.appliesToFiles());
        }
        return access.isEmpty() ? policy : policy.allow(rule(place, access, true));
    }

    private SandboxPolicy withRuleBeneath(SandboxPolicy policy, Path place) {
        Path root = world.root();
        boolean straight = place.startsWith(root) && !place.equals(root);
        for (Path above = place; straight && !above.equals(root); above = above.getParent()) {
            straight = !Files.isSymbolicLink(above);
        }
        return straight
                ? policy.allowReadWriteBeneath(root, root.relativize(place).toString())
                : policy;
    }

    private static PathRule rule(Path place, Set<AccessFs> access, boolean exact) {
        return new PathRule(Optional.empty(), place, access, exact, false);
    }

    private Path place() {
        return switch (random.nextInt(20)) {
            case 0 -> Path.of("/");
            case 1 -> world.root().getParent();
            case 2, 3 -> world.root();
            case 4 -> world.oneOf(Path.of("/usr"), Path.of("/dev/null"), Path.of("/dev"));
            case 5, 6 -> world.link();
            case 7, 8, 9 -> world.any();
            case 10, 11 -> world.program();
            case 12 -> world.chance(0.3) ? world.node() : world.socket();
            default -> world.directory();
        };
    }
}
