package io.github.landlauncher.it.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.it.KernelAbi;
import io.github.landlauncher.it.KernelFacing;
import io.github.landlauncher.it.RequiresAbi;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle finds what is wrong, and nothing else, where the right forecast is obvious. */
@KernelFacing
@RequiresAbi(2) // ABI 1 never allows all operations
@DisplayNameGeneration(ReplaceUnderscores.class)
class OracleIT {

    private static final int OPERATIONS = Boolean.getBoolean("landlauncher.guest") ? 1500 : 5000;
    private static final LandlockAbi ABI = LandlockAbi.of(Math.max(KernelAbi.current(), 1));

    /** What an ABI is the first to deny. */
    private static final Map<Integer, Set<String>> FIRST = Map.of(
            2, Set.of(
                    "mkdir", "mknod", "symlink", "unlink", "rmdir", "rename", "exchange",
                    "rename-noreplace", "link", "execve", "bind-path", "listen-path"),
            3, Set.of("truncate"),
            4, Set.of("bind-port", "connect-port"),
            6, Set.of("kill", "connect-abstract"),
            10, Set.of("udp"));
    private static final Set<String> CHANGES = FIRST.entrySet().stream()
            .filter(entry -> entry.getKey() <= ABI.number())
            .flatMap(entry -> entry.getValue().stream())
            .collect(Collectors.toSet());

    /** The sockets that a program may reach are its own. */
    private static final Set<String> REACHING =
            ABI.number() < 9 ? Set.of() : Set.of("connect-path", "send-path");

    @TempDir private static Path first;
    @TempDir private Path directory;
    private final long seed = Oracle.seed();

    /** The first operations show whether the probes can do them at all. */
    @BeforeAll
    static void every_operation_can_succeed_under_a_policy_that_allows_it() throws Exception {
        Tally tally = everythingAllowed(first).compare(1, OPERATIONS);

        assertThat(CHANGES).allSatisfy(word -> assertThat(tally.allowed(word)).as(word).isPositive());
    }

    @Test
    void a_policy_that_allows_everything_denies_nothing() throws Exception {
        Tally tally = everythingAllowed(directory).compare(seed, OPERATIONS);

        assertThat(CHANGES).allSatisfy(word -> assertThat(tally.denied(word)).as(word).isZero());
    }

    @Test
    void a_policy_that_allows_nothing_lets_nothing_be_changed() throws Exception {
        Tally tally = new Oracle(
                        directory,
                        world -> onlyTheProbe(),
                        policy -> operation -> Forecast.OPEN,
                        Mounts.none())
                .compare(seed, OPERATIONS);

        assertThat(CHANGES).allSatisfy(word -> assertThat(tally.allowed(word)).as(word).isZero());
        assertThat(CHANGES).allSatisfy(word -> assertThat(tally.denied(word)).as(word).isPositive());
        assertThat(REACHING).allSatisfy(word -> assertThat(tally.allowed(word)).as(word).isZero());
        assertThat(REACHING).allSatisfy(word -> assertThat(tally.denied(word)).as(word).isPositive());
    }

    @Test
    void a_denial_that_was_not_foretold_is_found() {
        Oracle oracle =
                new Oracle(directory, world -> onlyTheProbe(), policy -> operation -> "", Mounts.none());

        assertThatThrownBy(() -> oracle.compare(seed, OPERATIONS))
                .hasMessageContaining("It was denied by the sandbox")
                .hasMessageContaining("foretold: allowed")
                .hasMessageContaining("handled_access_fs")
                .hasMessageContaining("tree at the beginning:")
                .hasMessageContaining("again with -Dlandlauncher.seed=");
    }

    @Test
    void a_denial_that_does_not_happen_is_found() {
        Oracle oracle = new Oracle(
                directory,
                world -> everything(),
                policy -> operation -> "EACCES",
                Mounts.none());

        assertThatThrownBy(() -> oracle.compare(seed, OPERATIONS))
                .hasMessageContaining("was not denied by the sandbox");
    }

    private static Oracle everythingAllowed(Path directory) {
        return new Oracle(
                directory, world -> everything(), policy -> operation -> "", Mounts.none());
    }

    private static SandboxPolicy everything() {
        SandboxPolicy policy = SandboxPolicy.handling(ABI).allow(rule(ABI.accessFs()));
        if (!ABI.scopes().isEmpty()) {
            policy = policy.allowSignals().allowAbstractUnixSockets();
        }
        for (int port : RandomPolicies.PORTS) {
            for (AccessNet right : ABI.accessNet()) {
                policy = policy.allow(new PortRule(port, Set.of(right)));
            }
        }
        return policy;
    }

    private static PathRule rule(Set<AccessFs> access) {
        return new PathRule(Optional.empty(), Path.of("/"), access, true, false);
    }

    private static SandboxPolicy onlyTheProbe() {
        return SandboxPolicy.handling(ABI).allowReadExecute(BatchProbe.program());
    }
}
