package io.github.landlauncher.it.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Errno;
import java.io.IOException;

/** One operation under one policy, of which the outcome is known. */
final class Quirk {

    private Quirk() {}

    /**
     * Has an operation explained, and then done in a sandbox; if it fails, out of it by a free probe.
     *
     * @param inside the errno in the sandbox, 0 for success
     * @param outside the errno out of it
     */
    static void check(BatchProbe free, SandboxPolicy policy, Step step, int inside, int outside)
            throws IOException {
        SandboxPolicy runnable = policy.allowReadExecute(BatchProbe.program());
        String foretold = foretold(runnable, step);
        try (BatchProbe sandboxed = start(runnable)) {
            assertThat(sandboxed.run(step.directory(), step.request()))
                    .as("in a sandbox: " + step)
                    .isEqualTo(inside);
        }
        if (inside != 0) {
            assertThat(free.run(step.directory(), step.request())).as("out of it: " + step).isEqualTo(outside);
        }
        boolean denied = inside != 0 && inside != outside;
        assertThat(foretold).as("foretold: " + step)
                .isEqualTo(denied ? Errno.of(inside).orElseThrow().name() : "");
    }

    /** What is said of the first of the step's operations that is denied; empty if none is. */
    static String foretold(SandboxPolicy policy, Step step) {
        return step.operations().stream()
                .map(operation -> policy.explain(operation).errno())
                .filter(errno -> !errno.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** A probe in a sandbox; the policy must allow to execute it. */
    static BatchProbe start(SandboxPolicy policy) throws IOException {
        return new BatchProbe(
                new SandboxedProcessBuilder(BatchProbe.command()).policy(policy).start());
    }
}
