package io.github.landlauncher.nuprocess;

import com.zaxxer.nuprocess.NuProcessBuilder;
import com.zaxxer.nuprocess.NuProcessHandler;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link NuProcessBuilder}, sandboxed: starts programs that the kernel holds to a policy and whose
 * streams are a {@link NuProcessHandler}'s.
 */
public final class SandboxedNuProcessBuilder {

    private final List<String> command;
    private final TreeMap<String, String> environment;
    private final SandboxedProcessBuilder settings = new SandboxedProcessBuilder();
    private NuProcessHandler handler;

    /** As {@link NuProcessBuilder#NuProcessBuilder(List, Map)}. */
    public SandboxedNuProcessBuilder(List<String> commands, Map<String, String> environment) {
        if (commands == null || commands.isEmpty()) {
            throw new IllegalArgumentException("List of commands may not be null or empty");
        }
        this.environment = new TreeMap<>(environment);
        this.command = new ArrayList<>(commands);
    }

    /** As {@link NuProcessBuilder#NuProcessBuilder(List)}. */
    public SandboxedNuProcessBuilder(List<String> commands) {
        this(commands, System.getenv());
    }

    /** As {@link NuProcessBuilder#NuProcessBuilder(String...)}. */
    public SandboxedNuProcessBuilder(String... commands) {
        this(commands == null ? null : Arrays.asList(commands));
    }

    /** As {@link NuProcessBuilder#NuProcessBuilder(NuProcessHandler, String...)}. */
    public SandboxedNuProcessBuilder(NuProcessHandler nuProcessHandler, String... commands) {
        this(commands);
        setProcessListener(nuProcessHandler);
    }

    /** As {@link NuProcessBuilder#NuProcessBuilder(NuProcessHandler, List)}. */
    public SandboxedNuProcessBuilder(NuProcessHandler nuProcessHandler, List<String> commands) {
        this(commands);
        setProcessListener(nuProcessHandler);
    }

    /** As {@link NuProcessBuilder#command()}. */
    public List<String> command() {
        return command;
    }

    /** As {@link NuProcessBuilder#environment()}. */
    public Map<String, String> environment() {
        return environment;
    }

    /** As {@link NuProcessBuilder#setProcessListener(NuProcessHandler)}. */
    public void setProcessListener(NuProcessHandler listener) {
        if (listener == null) {
            throw new IllegalArgumentException("A NuProcessListener must be specified");
        }
        handler = listener;
    }

    /** As {@link NuProcessBuilder#setCwd(Path)}. */
    public void setCwd(Path cwd) {
        settings.directory(cwd == null ? null : new File(cwd.toString()));
    }

    /** Sets the policy that each start makes a fresh ruleset of. */
    public SandboxedNuProcessBuilder policy(SandboxPolicy policy) {
        settings.policy(policy);
        return this;
    }

    /** Sets a prepared ruleset to start with instead of a policy; the caller keeps and closes it. */
    public SandboxedNuProcessBuilder ruleset(Ruleset ruleset) {
        settings.ruleset(ruleset);
        return this;
    }

    /**
     * Starts the program; when this returns, it has been executed under the policy.
     *
     * @throws UncheckedIOException if it could not be started; the cause says why, and the handler
     *     was told {@link Integer#MIN_VALUE}
     */
    public SandboxedNuProcess start() {
        return launch(SandboxedProcessBuilder::start);
    }

    /** As {@link #start()}, and returns when the program has ended and the handler was told so. */
    public void run() {
        launch(SandboxedProcessBuilder::run);
    }

    /** Starts with a listener, and perhaps waits. */
    @FunctionalInterface
    private interface Launch {
        void with(SandboxedProcessBuilder builder, HandledProcess process) throws IOException;
    }

    private SandboxedNuProcess launch(Launch launch) {
        if (handler == null) {
            throw new IllegalArgumentException("NuProcessHandler not specified");
        }
        settings.command(List.copyOf(command));
        Map<String, String> surroundings = settings.environment();
        surroundings.clear();
        surroundings.putAll(environment);
        HandledProcess process = new HandledProcess(handler);
        process.preStart();
        try {
            launch.with(settings, process);
        } catch (IOException e) {
            process.notStarted();
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return process;
    }
}
