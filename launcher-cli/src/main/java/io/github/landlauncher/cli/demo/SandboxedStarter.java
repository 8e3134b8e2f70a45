package io.github.landlauncher.cli.demo;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Starts programs that may write to, and execute what is in, one directory, without the JVM's
 * environment, and that leave nothing running.
 */
final class SandboxedStarter implements Starter {

    private final SandboxPolicy policy;
    private Optional<Enforcement> enforcement = Optional.empty();

    SandboxedStarter(SandboxPolicy policy) {
        this.policy = policy;
    }

    /**
     * A policy for git with one directory and no network, as far as the kernel can enforce it.
     *
     * @param programs what is not in the usual places for programs
     */
    static SandboxPolicy policy(LandlockAbi abi, Path directory, List<Path> programs) {
        return files(abi, directory, programs).containment().denyNetwork();
    }

    /**
     * What Landlock alone does of that. What the repository brings along can be executed too, since
     * the demo shows what containment is worth.
     *
     * @param programs what is not in the usual places for programs
     */
    static SandboxPolicy files(LandlockAbi abi, Path directory, List<Path> programs) {
        return SandboxPolicy.handling(abi)
                .bestEffort(LandlockAbi.V1)
                .allow(Presets.baseSystem())
                .allowReadExecuteIfExists(
                        "/usr", "/bin", "/lib", "/lib64", "/opt", "/nix/store", "/gnu/store")
                .allowReadExecute(programs.toArray(Path[]::new))
                .allowReadWriteExecute(directory);
    }

    @Override
    public Process start(ProcessBuilder prepared) throws IOException {
        SandboxedProcess process = SandboxedProcessBuilder.from(prepared)
                .policy(policy)
                .cleanEnvironment(Git.VARIABLES)
                .killSurvivors()
                .start();
        enforcement = Optional.of(process.enforcement());
        return process;
    }

    /**
     * What is said of what was started last.
     *
     * @throws java.util.NoSuchElementException if nothing has been started
     */
    Claim claim() {
        return new Claim(enforcement.orElseThrow());
    }
}
