package io.github.landlauncher.nuprocess;

import com.zaxxer.nuprocess.NuProcessBuilder;
import com.zaxxer.nuprocess.NuProcessHandler;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.OperationListener;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link NuProcessBuilder}, sandboxed: starts programs that the kernel holds to a policy and whose
 * streams are a {@link NuProcessHandler}'s.
 *
 * {@snippet class="Snippets" region="nuprocess"}
 *
 * <p>The methods that {@link NuProcessBuilder} has too do what they do there; see there, and {@link
 * NuProcessHandler} for what a handler is told. What is different:
 *
 * <ul>
 *   <li>a {@link #policy(SandboxPolicy) policy} or a {@link #ruleset(Ruleset) ruleset} is required;
 *   <li>a start that fails throws, and says why;
 *   <li>exit codes are {@link Process}'s: 127 is 127, and the end by signal 9 is 137;
 *   <li>the exit is told when the program ends, although others may still hold its pipes;
 *   <li>a handler that leaves {@value com.zaxxer.nuprocess.NuProcess#BUFFER_CAPACITY} bytes in its
 *       buffer has its own program killed, and no other one is affected;
 *   <li>what a handler throws is logged and ignored, {@link Error}s too;
 *   <li>a name of a variable cannot contain {@code =}.
 * </ul>
 *
 * <p>Standard input is always a pipe to the handler, also under a policy with {@link
 * SandboxPolicy#containment()}: an unused one is closed with {@code closeStdin(true)} in {@code
 * onStart}.
 *
 * <p>A few threads serve all handlers, at most as many as the system property {@code
 * com.zaxxer.nuprocess.threads} says; they last as long as the JVM. When the JVM shuts down, the
 * programs that run are sent SIGTERM, unless {@code com.zaxxer.nuprocess.enableShutdownHook} is {@code
 * false}. NuProcess's other properties have no meaning here.
 *
 * <p>Several threads may start programs from one builder, but none may change it meanwhile. Changes
 * after a start do not affect what was started.
 */
public final class SandboxedNuProcessBuilder {

    private final List<String> command;
    private final TreeMap<String, String> environment;
    private final SandboxedProcessBuilder settings =
            new SandboxedProcessBuilder().redirectInput(Redirect.PIPE);
    private NuProcessHandler handler;

    /** As {@link NuProcessBuilder#NuProcessBuilder(List, Map)}. */
    public SandboxedNuProcessBuilder(List<String> commands, Map<String, String> environment) {
        checkNotEmpty(commands);
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

    private static void checkNotEmpty(List<String> commands) {
        if (commands == null || commands.isEmpty()) {
            throw new IllegalArgumentException("List of commands may not be null or empty");
        }
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

    /** As {@link SandboxedProcessBuilder#policy(SandboxPolicy)}. */
    public SandboxedNuProcessBuilder policy(SandboxPolicy policy) {
        settings.policy(policy);
        return this;
    }

    /** As {@link SandboxedProcessBuilder#policy()}. */
    public SandboxPolicy policy() {
        return settings.policy();
    }

    /** As {@link SandboxedProcessBuilder#ruleset(Ruleset)}. */
    public SandboxedNuProcessBuilder ruleset(Ruleset ruleset) {
        settings.ruleset(ruleset);
        return this;
    }

    /** As {@link SandboxedProcessBuilder#ruleset()}. */
    public Ruleset ruleset() {
        return settings.ruleset();
    }

    /** As {@link SandboxedProcessBuilder#newSession(boolean)}. */
    public SandboxedNuProcessBuilder newSession(boolean newSession) {
        settings.newSession(newSession);
        return this;
    }

    /** As {@link SandboxedProcessBuilder#newSession()}. */
    public boolean newSession() {
        return settings.newSession();
    }

    /** As {@link SandboxedProcessBuilder#cleanEnvironment(String...)}. */
    public SandboxedNuProcessBuilder cleanEnvironment(String... names) {
        settings.cleanEnvironment(names);
        return this;
    }

    /** As {@link SandboxedProcessBuilder#privateHome()}. */
    public SandboxedNuProcessBuilder privateHome() {
        settings.privateHome();
        return this;
    }

    /** As {@link SandboxedProcessBuilder#timeout(Duration)}. */
    public SandboxedNuProcessBuilder timeout(Duration timeout) {
        settings.timeout(timeout);
        return this;
    }

    /** As {@link SandboxedProcessBuilder#timeout(Duration, Duration)}. */
    public SandboxedNuProcessBuilder timeout(Duration timeout, Duration grace) {
        settings.timeout(timeout, grace);
        return this;
    }

    /** As {@link SandboxedProcessBuilder#killSurvivors()}. */
    public SandboxedNuProcessBuilder killSurvivors() {
        settings.killSurvivors();
        return this;
    }

    /** As {@link SandboxedProcessBuilder#watchOperations(OperationListener)}. */
    public SandboxedNuProcessBuilder watchOperations(OperationListener listener) {
        settings.watchOperations(listener);
        return this;
    }

    /** As {@link SandboxedProcessBuilder#dieWithParent()}. */
    public SandboxedNuProcessBuilder dieWithParent() {
        settings.dieWithParent();
        return this;
    }

    /**
     * Starts the program; when this returns, it has been executed under the policy.
     *
     * <p>{@code onPreStart} and {@code onStart} are called by the current thread, everything else by
     * one that serves many programs.
     *
     * <p>If this throws something that is not about the arguments, the program does not run; and if
     * {@code onPreStart} had been called, {@code onExit} has been called too, with {@link
     * Integer#MIN_VALUE} and by the current thread.
     *
     * @throws IllegalArgumentException if the command is empty, or it or the environment contains a
     *     NUL character, or there is no handler, or a variable's name contains {@code =}
     * @throws NullPointerException if an element of the command, or a value of the environment, is null
     * @throws IllegalStateException as {@link SandboxedProcessBuilder#start()}
     * @throws UnsupportedOperationException as {@link SandboxedProcessBuilder#start()}
     * @throws UncheckedIOException if the program could not be started; the cause, which has the same
     *     message, is what {@link SandboxedProcessBuilder#start()} would have thrown
     */
    public SandboxedNuProcess start() {
        return launch(SandboxedProcessBuilder::start);
    }

    /**
     * Starts the program as {@link #start()}, and returns when it has ended and the handler was told
     * so. The current thread makes all calls of the handler, unless it is a virtual thread; that one
     * calls {@code onPreStart} and {@code onStart}, and waits.
     *
     * @throws RuntimeException as {@link #start()}
     */
    public void run() {
        launch(SandboxedProcessBuilder::run);
    }

    /** Starts with a listener, and perhaps waits. */
    @FunctionalInterface
    private interface Launch {
        void with(SandboxedProcessBuilder builder, HandledProcess process) throws IOException;
    }

    private SandboxedNuProcess launch(Launch launch) {
        checkArguments();
        // The handlers of other starts may use this builder at the same time.
        SandboxedProcessBuilder builder = settings.copy().command(List.copyOf(command));
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (policy() == null && ruleset() == null) {
            throw new IllegalStateException(
                    "no policy: call policy(...) or ruleset(...); nothing is started unsandboxed");
        }
        HandledProcess process = new HandledProcess(handler);
        process.preStart();
        try {
            launch.with(builder, process);
        } catch (IOException e) {
            process.notStarted();
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            process.notStarted();
            throw e;
        }
        return process;
    }

    /** In NuProcess's order and words. */
    private void checkArguments() {
        checkNotEmpty(command);
        command.forEach(argument ->
                checkNoNul(argument, "Commands may not contain null characters"));
        if (handler == null) {
            throw new IllegalArgumentException("NuProcessHandler not specified");
        }
        environment.forEach((name, value) -> {
            checkNoNul(name, "Environment may not contain null characters");
            checkNoNul(value, "Environment may not contain null characters");
        });
    }

    private static void checkNoNul(String text, String message) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(message);
        }
    }
}
