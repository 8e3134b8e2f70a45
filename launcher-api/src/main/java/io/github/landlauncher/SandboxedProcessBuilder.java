package io.github.landlauncher;

import io.github.landlauncher.spi.SandboxLauncher;
import io.github.landlauncher.spi.StreamListener;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@link ProcessBuilder}, sandboxed: starts programs that the kernel holds to a policy.
 *
 * {@snippet class="Snippets" region="builder"}
 *
 * <p>The methods that {@link ProcessBuilder} has too do what they do there, to the letter; see
 * there. What is different:
 *
 * <ul>
 *   <li>a {@link #policy(SandboxPolicy) policy} or a {@link #ruleset(Ruleset) ruleset} is required;
 *   <li>the program may be in a session of its own, see {@link #newSession(boolean)}, and has
 *       no_new_privs, so that set-user-ID programs gain nothing;
 *   <li>under a policy with {@link SandboxPolicy#containment()}, standard input is /dev/null unless
 *       one of the methods about it is called, with {@link Redirect#PIPE} for example;
 *   <li>signals are unblocked and SIGPIPE is at its default on every JDK;
 *   <li>failures say more, on lines after the first;
 *   <li>a directory with a NUL character is refused instead of cut short.
 * </ul>
 *
 * <p>Files of redirects are opened by this JVM, outside the sandbox: the policy does not apply to
 * them, and the program may use them as they were opened.
 *
 * <p>Not thread-safe. Changes after {@link #start()} do not affect what was started.
 */
public final class SandboxedProcessBuilder extends ProcessSettings {

    private final ProcessBuilder state;
    private boolean inputChosen;
    private boolean environmentTouched;

    /** Keeps the list itself, as {@link ProcessBuilder#ProcessBuilder(List)} does. */
    public SandboxedProcessBuilder(List<String> command) {
        this(new ProcessBuilder(command));
    }

    /** Copies the strings, as {@link ProcessBuilder#ProcessBuilder(String...)} does. */
    public SandboxedProcessBuilder(String... command) {
        this(new ProcessBuilder(command));
    }

    private SandboxedProcessBuilder(ProcessBuilder state) {
        this.state = state;
    }

    /**
     * A builder with copies of the command, environment, directory and redirects of another one.
     * The environment counts as changed: the program gets that map, not the JVM's native
     * environment at start.
     */
    public static SandboxedProcessBuilder from(ProcessBuilder other) {
        SandboxedProcessBuilder copy =
                new SandboxedProcessBuilder(other.command().toArray(String[]::new));
        copy.environment().clear();
        copy.environment().putAll(other.environment());
        copy.directory(other.directory());
        copy.redirectInput(other.redirectInput());
        copy.redirectOutput(other.redirectOutput()).redirectError(other.redirectError());
        return copy.redirectErrorStream(other.redirectErrorStream());
    }

    /** A builder that was told all that this one was told until now; a ruleset is the same one. */
    public SandboxedProcessBuilder copy() {
        SandboxedProcessBuilder copy = from(state);
        copy.inputChosen = inputChosen;
        copy.environmentTouched = environmentTouched;
        copy.setAs(this);
        return copy;
    }

    /** As {@link ProcessBuilder#command(List)}. */
    public SandboxedProcessBuilder command(List<String> command) {
        state.command(command);
        return this;
    }

    /** As {@link ProcessBuilder#command(String...)}. */
    public SandboxedProcessBuilder command(String... command) {
        state.command(command);
        return this;
    }

    /** As {@link ProcessBuilder#command()}. */
    public List<String> command() {
        return state.command();
    }

    /** As {@link ProcessBuilder#environment()}. */
    public Map<String, String> environment() {
        environmentTouched = true;
        return state.environment();
    }

    /** As {@link ProcessBuilder#directory()}. */
    public File directory() {
        return state.directory();
    }

    /** As {@link ProcessBuilder#directory(File)}. */
    public SandboxedProcessBuilder directory(File directory) {
        state.directory(directory);
        return this;
    }

    /** As {@link ProcessBuilder#redirectInput(Redirect)}. */
    public SandboxedProcessBuilder redirectInput(Redirect source) {
        state.redirectInput(source);
        inputChosen = true;
        return this;
    }

    /** As {@link ProcessBuilder#redirectOutput(Redirect)}. */
    public SandboxedProcessBuilder redirectOutput(Redirect destination) {
        state.redirectOutput(destination);
        return this;
    }

    /** As {@link ProcessBuilder#redirectError(Redirect)}. */
    public SandboxedProcessBuilder redirectError(Redirect destination) {
        state.redirectError(destination);
        return this;
    }

    /** As {@link ProcessBuilder#redirectInput(File)}. */
    public SandboxedProcessBuilder redirectInput(File file) {
        state.redirectInput(file);
        inputChosen = true;
        return this;
    }

    /** As {@link ProcessBuilder#redirectOutput(File)}. */
    public SandboxedProcessBuilder redirectOutput(File file) {
        state.redirectOutput(file);
        return this;
    }

    /** As {@link ProcessBuilder#redirectError(File)}. */
    public SandboxedProcessBuilder redirectError(File file) {
        state.redirectError(file);
        return this;
    }

    /**
     * As {@link ProcessBuilder#redirectInput()}; but /dev/null while nothing was said about standard
     * input and the policy has {@link SandboxPolicy#containment()}, except within a pipeline.
     */
    public Redirect redirectInput() {
        return chosenInput().orElseGet(() -> isContained() ? Capture.NO_INPUT : Redirect.PIPE);
    }

    private boolean isContained() {
        SandboxPolicy effective = policyInForce();
        return effective != null && effective.contained();
    }

    /** What was said about standard input, or empty if nothing was. */
    Optional<Redirect> chosenInput() {
        return inputChosen ? Optional.of(state.redirectInput()) : Optional.empty();
    }

    /** As {@link ProcessBuilder#redirectOutput()}. */
    public Redirect redirectOutput() {
        return state.redirectOutput();
    }

    /** As {@link ProcessBuilder#redirectError()}. */
    public Redirect redirectError() {
        return state.redirectError();
    }

    /** As {@link ProcessBuilder#inheritIO()}. */
    public SandboxedProcessBuilder inheritIO() {
        inputChosen = true;
        state.inheritIO();
        return this;
    }

    /** As {@link ProcessBuilder#redirectErrorStream()}. */
    public boolean redirectErrorStream() {
        return state.redirectErrorStream();
    }

    /** As {@link ProcessBuilder#redirectErrorStream(boolean)}. */
    public SandboxedProcessBuilder redirectErrorStream(boolean redirectErrorStream) {
        state.redirectErrorStream(redirectErrorStream);
        return this;
    }

    /**
     * Starts the program; when this returns, it has been executed under the policy.
     *
     * @throws NullPointerException if an element of the command is null
     * @throws IndexOutOfBoundsException if the command is empty
     * @throws IllegalStateException if neither or both of policy and ruleset are set, or a
     *     ruleset and a private home are, or the ruleset is closed, or launcher-native is not on the
     *     class or module path
     * @throws UnsupportedOperationException as for {@link LandlockSupport#current()}
     * @throws SandboxUnavailableException if this kernel cannot enforce the policy
     * @throws SandboxStartException if a step of the start failed, such as execve(2) of the program
     * @throws IOException if the command or directory has a NUL character, or the file of a
     *     redirect cannot be opened
     */
    public SandboxedProcess start() throws IOException {
        return snapshot().start(SandboxLauncher.installed());
    }

    /**
     * Starts the program and has a listener told what it writes, when it reads, and that it has
     * ended; for those who build other front ends than {@link Process}.
     *
     * <p>A few threads serve all listeners. Redirected streams are not the listener's, and the
     * process that is returned has no streams of its own.
     *
     * @throws RuntimeException as {@link #start()}, or what {@link StreamListener#started} throws
     * @throws IOException as {@link #start()}
     */
    public SandboxedProcess start(StreamListener listener) throws IOException {
        return snapshot().start(SandboxLauncher.installed(), Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Starts the program as {@link #start(StreamListener)} and returns when it has ended and the
     * listener was told so, by the current thread. A virtual thread waits while another one does that.
     *
     * @throws IOException as {@link #start(StreamListener)}, and with its other exceptions
     */
    public void run(StreamListener listener) throws IOException {
        snapshot().run(SandboxLauncher.installed(), Objects.requireNonNull(listener, "listener"));
    }

    /** As {@link #runAsync(Capture)}, and keeps up to 1 MiB of each output. */
    public CompletableFuture<Completed> runAsync() {
        return runAsync(Capture.DEFAULT);
    }

    /**
     * Starts the program, as {@link #start()} does, and collects what it writes while no thread waits.
     *
     * {@snippet class="Snippets" region="runAsync"}
     *
     * <p>Whoever completes the future before the program has ended, by {@code cancel}, {@code orTimeout}
     * or otherwise, kills it with its tree. The default asynchronous executor runs what depends on it.
     *
     * @return the end of the program; fails with the IOException that {@link #start()} would throw
     * @throws RuntimeException as {@link #start()}, or if both an input and a redirect for it are set
     */
    public CompletableFuture<Completed> runAsync(Capture capture) {
        return snapshot().runAsync(SandboxLauncher.installed(), capture);
    }

    /**
     * Starts a pipeline, as {@link ProcessBuilder#startPipeline(List)}; each program has the policy
     * and session of its own builder.
     *
     * @throws NullPointerException if the list or a builder is null
     * @throws IllegalArgumentException if a stream between two programs is redirected
     * @throws IOException as {@link #start()}; programs already started are killed
     */
    public static List<Process> startPipeline(List<SandboxedProcessBuilder> builders)
            throws IOException {
        return Pipeline.start(builders);
    }

    @Override
    SandboxedProcessBuilder self() {
        return this;
    }

    SandboxedStart snapshot() {
        return new SandboxedStart(this, environmentTouched);
    }
}
