package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.util.List;

/** Runs the probe inside a sandbox, through the public API. */
final class Sandbox {

    private Sandbox() {}

    /** The newest ABI that this kernel and the library both know. */
    static LandlockAbi abi() {
        return LandlockAbi.of(KernelAbi.current());
    }

    /** Denies all that this kernel can deny, except that the probe can be run. */
    static SandboxPolicy policy() {
        return policy(abi());
    }

    /** Denies all that an ABI can deny, except that the probe can be run. */
    static SandboxPolicy policy(LandlockAbi abi) {
        return probeAllowed(SandboxPolicy.handling(abi));
    }

    /** This policy, with what the probe needs to run. */
    static SandboxPolicy probeAllowed(SandboxPolicy policy) {
        return policy.allow(Presets.baseSystem()).allowReadExecute(Probe.path());
    }

    /** Does one operation under a policy. */
    static ProbeResult run(SandboxPolicy policy, String... operation)
            throws IOException, InterruptedException {
        return run(policy, List.of(operation));
    }

    /** Does one operation under a policy. */
    static ProbeResult run(SandboxPolicy policy, List<String> operation)
            throws IOException, InterruptedException {
        return run(new SandboxedProcessBuilder(Probe.command(operation)).policy(policy));
    }

    /** Starts what the builder says and waits for its end. */
    static ProbeResult run(SandboxedProcessBuilder builder)
            throws IOException, InterruptedException {
        return ProbeResult.of(builder.command(), builder.start());
    }

    /** What a program that was started under this policy says about its enforcement. */
    static Enforcement enforcement(SandboxPolicy policy) throws IOException, InterruptedException {
        SandboxedProcess process =
                new SandboxedProcessBuilder(Probe.command("exit", "0")).policy(policy).start();
        process.waitFor();
        return process.enforcement();
    }

    /** What a start of the probe under this policy fails with; fails if it starts. */
    static SandboxStartException startFailure(SandboxPolicy policy) {
        return startFailure(
                new SandboxedProcessBuilder(Probe.command("exit", "0")).policy(policy));
    }

    /** What this start fails with; fails if the program starts. */
    static SandboxStartException startFailure(SandboxedProcessBuilder builder) {
        return catchThrowableOfType(SandboxStartException.class, () -> started(builder));
    }

    private static void started(SandboxedProcessBuilder builder) throws IOException {
        Process process = builder.start();
        process.destroyForcibly();
        throw new AssertionError("started: " + builder.command());
    }
}
