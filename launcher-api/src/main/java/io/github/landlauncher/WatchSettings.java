package io.github.landlauncher;

import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.Denial;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.explain.DenialReporter;
import io.github.landlauncher.explain.Explainer;
import io.github.landlauncher.explain.OperationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How {@link SandboxedProcessBuilder} is told to have a program watched, so that it can be said what
 * it tries and what is denied.
 */
public abstract sealed class WatchSettings permits ProcessSettings {

    /** Each makes the listener of one start, whose policy the evaluator knows. */
    private final List<Function<Explainer, OperationListener>> watchers = new ArrayList<>();

    WatchSettings() {}

    abstract SandboxedProcessBuilder self();

    /**
     * Has a listener told what each process of the program tries to do with files, ports, sockets and
     * signals, before it happens.
     *
     * <p>Each call adds a listener. Watching needs no privilege; it costs a switch to this JVM and back
     * for each such system call, and nothing at all where nobody watches. It changes nothing in what
     * the policy allows and denies. What the filter of {@code containment()} refuses is not told, nor
     * what a program does by io_uring.
     *
     * <p>The program runs under a seccomp filter by which the kernel asks this JVM before each such
     * call, so this JVM must live as long as the program: if it is killed, the watched calls of what is
     * left of the program fail with ENOSYS, and nothing hangs. Add {@code dieWithParent()} and {@code
     * killSurvivors()} to have that ended instead. One descriptor stays open in this JVM until the last
     * process of the program has ended. The program can tell that it is watched, and a hostile one can
     * hide what it does; it is the policy that holds it, not the watching.
     *
     * <p>Where watching is impossible, {@code start()} throws a {@link SandboxStartException} whose step
     * is one of {@link StartStep#NOTIFY_READ} to {@link StartStep#NOTIFY_RECEIVE}; such as where
     * somebody watches this JVM in the same way (EBUSY). Where the program's memory may not be read, the
     * listener is told so and the program goes on. See seccomp_unotify(2).
     *
     * @param listener who is told, by a thread of its own
     * @return this builder
     */
    public SandboxedProcessBuilder watchOperations(OperationListener listener) {
        Objects.requireNonNull(listener, "listener");
        return watch(explainer -> listener);
    }

    /**
     * Has a consumer told of each operation that the sandbox denies a process of the program, while it
     * happens: what the policy does not allow, though the owner and mode of the file, the capabilities
     * of the process and what is there already would let it happen. Errors that are not the sandbox's
     * are not told.
     *
     * {@snippet class="Snippets" region="reportDenials"}
     *
     * <p>The rules are looked up just before the start, as the start itself does. Those of a prepared
     * {@link Ruleset} may have been bound to other files, if files were replaced since.
     *
     * <p><b>Seen</b> are system calls that name files, ports and unix sockets, that execute a program,
     * that use ioctl(2) on a device, and that send signals, of all processes that the program starts.
     * <b>Not seen</b> is what the filter of a {@linkplain SandboxPolicy#containment() containment} refuses
     * before anybody is asked, such as sockets of other families, namespaces and set-user-ID bits; what
     * io_uring does; and open_by_handle_at(2). Where a system keeps this JVM from reading what a process
     * names, a {@link DenialReport} says so. What best effort left out is not denied, and so never told.
     *
     * <p><b>Cost</b>: each such call waits for one switch to this JVM and back. One thread serves all
     * watched programs and calls the consumer, while the thread that is denied something waits: the
     * consumer should be quick. What it throws is logged. When {@link Process#waitFor()} returns, all
     * has been told that the process itself was denied.
     *
     * <p>If this JVM dies, watched calls of programs that it leaves behind fail with ENOSYS; {@link
     * SandboxedProcessBuilder#dieWithParent()} ends them instead. Watching decides nothing: what is
     * denied is denied by the kernel, whatever a report says.
     */
    public SandboxedProcessBuilder reportDenials(Consumer<? super Denial> denials) {
        Objects.requireNonNull(denials, "denials");
        return watch(explainer -> DenialReporter.of(explainer, denials, why -> {}));
    }

    /**
     * As {@link #reportDenials(Consumer)}, into a report, which is also told what could not be seen.
     * It may be read while the program runs, and be that of several programs.
     */
    public SandboxedProcessBuilder reportDenials(DenialReport report) {
        Objects.requireNonNull(report, "report");
        return watch(explainer -> DenialReporter.of(explainer, report, report::unseen));
    }

    /** Has a listener made for each start, of an evaluator of its policy. */
    final SandboxedProcessBuilder watch(Function<Explainer, OperationListener> listener) {
        watchers.add(listener);
        return self();
    }

    final void watchAs(WatchSettings other) {
        watchers.clear();
        watchers.addAll(other.watchers);
    }

    /** Who is told of what a program under this policy tries; empty if nobody is. */
    final Optional<OperationListener> watch(SandboxPolicy policy) {
        if (watchers.isEmpty()) {
            return Optional.empty();
        }
        Explainer explainer = policy.explainer();
        List<OperationListener> listeners =
                watchers.stream().map(watcher -> watcher.apply(explainer)).toList();
        return Optional.of(listeners.size() == 1 ? listeners.get(0) : new All(listeners));
    }

    /** Tells each of some listeners. */
    private record All(List<OperationListener> listeners) implements OperationListener {
        @Override
        public void attempted(Attempt attempt) {
            listeners.forEach(listener -> listener.attempted(attempt));
        }

        @Override
        public void unseen(String why) {
            listeners.forEach(listener -> listener.unseen(why));
        }
    }
}
