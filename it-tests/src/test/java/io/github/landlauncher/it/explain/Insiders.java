package io.github.landlauncher.it.explain;

import io.github.landlauncher.explain.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The sockets that the sandboxed program listens on itself, which it may always reach: nobody who only
 * knows the policy can tell them from others. As long as it listens, nothing else has such a file's key.
 */
final class Insiders {

    private final Set<Object> keys = new HashSet<>();

    /** Takes note of what has become of a step. */
    void note(Step step, int inside) {
        if (step.word().equals("listen-path") && inside == 0) {
            key(((Operation.Make) step.operation()).path()).ifPresent(keys::add);
        }
    }

    /** Whether the operation is about one of these sockets. */
    boolean has(Operation operation) {
        return operation instanceof Operation.ResolveUnix resolve
                && key(resolve.path()).map(keys::contains).orElse(false);
    }

    private static Optional<Object> key(Path path) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty(); // it is missing, or not for this user
        }
    }
}
