package io.github.landlauncher.it;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.explain.OperationListener;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that keeps what it is told of a watched program; a test overrides what it wants. */
class Watched implements OperationListener {

    final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    final List<String> unseen = new CopyOnWriteArrayList<>();

    @Override
    public void attempted(Attempt attempt) {
        attempts.add(attempt);
    }

    @Override
    public void unseen(String why) {
        unseen.add(why);
    }

    /** A builder of the probe with one operation, which may read one file. */
    SandboxedProcessBuilder probe(Path readable, String... operation) {
        return watch(new SandboxedProcessBuilder(Probe.command(operation))
                .policy(Sandbox.policy().allowRead(readable)));
    }

    /** Has a builder tell this listener. */
    SandboxedProcessBuilder watch(SandboxedProcessBuilder builder) {
        return builder.watchOperations(this);
    }

    /** Forgets what it was told. */
    void clear() {
        attempts.clear();
    }

    /** How often somebody tried to open a file. */
    long opensOf(Path file) {
        return attempts.stream()
                .filter(attempt -> attempt.operation() instanceof Operation.Open open
                        && open.path().equals(file))
                .count();
    }

    /** How often somebody tried to execute a file. */
    long executionsOf(Path file) {
        return attempts.stream()
                .filter(attempt -> attempt.operation() instanceof Operation.Execute execute
                        && execute.path().equals(file))
                .count();
    }
}
