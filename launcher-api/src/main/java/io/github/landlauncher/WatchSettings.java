package io.github.landlauncher;

import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.Explainer;
import io.github.landlauncher.explain.OperationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
     * for each such system call, and nothing at all where nobody watches.
     */
    public SandboxedProcessBuilder watchOperations(OperationListener listener) {
        Objects.requireNonNull(listener, "listener");
        return watch(explainer -> listener);
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
