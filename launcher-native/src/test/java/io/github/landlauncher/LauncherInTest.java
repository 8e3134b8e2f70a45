package io.github.landlauncher;

import io.github.landlauncher.spi.SandboxLauncher;
import java.io.IOException;
import java.util.List;

/** What the builder does, with a launcher that the test has made instead of the installed one. */
public final class LauncherInTest {

    private final SandboxLauncher launcher;

    public LauncherInTest(SandboxLauncher launcher) {
        this.launcher = launcher;
    }

    /** As {@link SandboxedProcessBuilder#start()}. */
    public SandboxedProcess start(SandboxedProcessBuilder builder) throws IOException {
        return builder.snapshot().start(launcher);
    }

    /** As {@link SandboxedProcessBuilder#startPipeline(List)}. */
    public List<Process> startPipeline(List<SandboxedProcessBuilder> builders) throws IOException {
        return Pipeline.start(builders, () -> launcher);
    }

    /** As {@link SandboxPolicy#createRuleset()}. */
    public Ruleset createRuleset(SandboxPolicy policy) throws IOException {
        return SandboxedStart.createRuleset(policy, launcher);
    }
}
