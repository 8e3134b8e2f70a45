package io.github.landlauncher.it;

import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Shell scripts in private homes, and what there is of such homes. */
final class Homes {

    private Homes() {}

    /** What a shell needs, and nothing that can be written. */
    static SandboxPolicy policy() {
        return Sandbox.policy().allowReadExecute("/bin", "/usr/bin");
    }

    /** A shell script in a private home. */
    static SandboxedProcessBuilder shell(String script) {
        return new SandboxedProcessBuilder("/bin/sh", "-c", script).policy(policy()).privateHome();
    }

    /** Runs it and gives its output; fails if it does. */
    static String output(SandboxedProcessBuilder builder) throws IOException, InterruptedException {
        Outcome outcome = Outcome.of(builder.start());
        if (outcome.exitValue() != 0) {
            throw new AssertionError(outcome);
        }
        return outcome.output();
    }

    /** The directory above a home. */
    static Path directoryOf(String home) {
        return Path.of(home.strip()).getParent();
    }

    /** The directories of homes, and of whatever has such a name. */
    static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.getFileName().toString().startsWith("landlauncher-"))
                    .sorted()
                    .toList();
        }
    }

    /** Removal is the work of another thread. */
    static void awaitRemoved(Path path) {
        await().until(() -> Files.notExists(path));
    }
}
