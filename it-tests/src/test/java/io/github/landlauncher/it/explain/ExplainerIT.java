package io.github.landlauncher.it.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.Explainer;
import io.github.landlauncher.it.KernelFacing;
import io.github.landlauncher.it.RequiresAbi;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * The evaluator of policies says of each operation what the kernel makes of it: on random trees,
 * under random policies, 200,000 times.
 *
 * <p>How it is found out: one tree serves a probe under the policy and one that is free. Before an
 * operation the evaluator is asked, on the tree as it is. Then the sandboxed probe does it. If that
 * fails, nothing has changed, and the free probe does the same with the same files: what the kernel
 * says to it is what it would have said without a sandbox. So the two never go apart, and the tree
 * goes on as if there were no sandbox. The one thing that a denial leaves behind, the file that
 * open(2) made, is removed in between. {@link Verdict} says which answers fit.
 *
 * <p>A difference is reported with the tree, the policy, the operation and the seed that brings it
 * first: {@code -Dlandlauncher.seed=N}. {@code -Dlandlauncher.triples=N} says how many operations; in an
 * emulated machine, which is slow, 3,000 are enough for a run.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplainerIT {

    private static final int TRIPLES = Integer.getInteger(
            "landlauncher.triples", Boolean.getBoolean("landlauncher.guest") ? 3000 : 200_000);

    @TempDir private Path directory;

    /** Much faster than a disk, and a mount below another one. */
    @TempDir(factory = InMemory.class)
    private Path inMemory;

    @Test
    void what_is_explained_is_what_the_kernel_does(TestReporter reporter) throws Exception {
        long seed = Oracle.seed();
        reporter.publishEntry("landlauncher.seed", Long.toString(seed));

        Tally tally = oracle(inMemory, Mounts.none()).compare(seed, TRIPLES / 4 * 3);
        Tally more = oracle(directory, Mounts.none()).compare(seed, TRIPLES / 4);

        reporter.publishEntry("tally", tally + "\n" + more);
        assertThat(tally.all() + more.all()).isGreaterThanOrEqualTo(TRIPLES / 4 * 4);
    }

    @Test
    void where_something_is_mounted_it_is_so_too(TestReporter reporter) throws Exception {
        assumeTrue(MountingMain.canMount(), "needs to be able to mount in a namespace of its own");
        long seed = Oracle.seed();
        reporter.publishEntry("landlauncher.seed", Long.toString(seed));

        reporter.publishEntry("tally", MountingMain.run(inMemory, seed, TRIPLES / 10));
    }

    /** Compares the evaluator with the kernel. */
    static Oracle oracle(Path directory, Mounts mounts) {
        return new Oracle(
                directory, world -> new RandomPolicies(world).next(), ExplainerIT::forecast, mounts);
    }

    private static Forecast forecast(SandboxPolicy policy) {
        Explainer explainer = FirstAbi.isImitated()
                ? Explainer.of(policy, LandlockSupport.ofAbi(2))
                : policy.explainer();
        return operation -> explainer.explain(operation).errno();
    }
}
