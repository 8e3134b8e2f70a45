package io.github.landlauncher.it.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.it.KernelAbi;
import io.github.landlauncher.it.RequiresAbi;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle finds what is wrong, and nothing else, where the right forecast is obvious. */
@RequiresAbi(7)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OracleIT {

    private static final int OPERATIONS = 5000;
    private static final LandlockAbi ABI = LandlockAbi.of(Math.min(KernelAbi.current(), 8));
    private static final Set<String> CHANGES =
            Set.of(
                    "truncate", "mkdir", "mknod", "symlink", "unlink", "rmdir", "rename", "exchange",
                    "rename-noreplace", "link", "execve", "bind-path", "bind-port", "connect-port", "kill",
                    "connect-abstract");

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
        SandboxPolicy policy = SandboxPolicy.handling(ABI)
                .allow(rule(ABI.accessFs()))
                .allowSignals()
                .allowAbstractUnixSockets();
        for (int port : RandomPolicies.PORTS) {
            policy = policy.allowBindTcp(port).allowConnectTcp(port);
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
