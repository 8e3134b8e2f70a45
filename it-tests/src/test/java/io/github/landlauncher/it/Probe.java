package io.github.landlauncher.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program {@code probe} of {@code src/test/c}, which does one operation and exits with its
 * errno. The build names its place in the system property {@code landlauncher.probe}.
 */
final class Probe {

    private static final String PROPERTY = "landlauncher.probe";

    private Probe() {}

    /** The probe itself, static where the C library allows that. */
    static Path path() {
        String value = System.getProperty(PROPERTY);
        if (value == null) {
            throw new IllegalStateException(
                    "System property " + PROPERTY + " names no probe; mvn verify sets it, and"
                            + " it-tests/src/test/c/build makes one");
        }
        return executable(Path.of(value));
    }

    /** The same program linked dynamically, for tests of ELF interpreters and libraries. */
    static Path dynamicPath() {
        return executable(path().resolveSibling("probe-dynamic"));
    }

    /** The command line of one operation. */
    static List<String> command(String... operation) {
        return command(List.of(operation));
    }

    /** The command line of one operation. */
    static List<String> command(List<String> operation) {
        List<String> command = new ArrayList<>();
        command.add(path().toString());
        command.addAll(operation);
        return List.copyOf(command);
    }

    /** Does one operation with no sandbox around it, through java.lang.ProcessBuilder. */
    static ProbeResult runFree(String... operation) throws IOException, InterruptedException {
        return runFree(List.of(operation));
    }

    /** Does one operation with no sandbox around it, through java.lang.ProcessBuilder. */
    static ProbeResult runFree(List<String> operation) throws IOException, InterruptedException {
        List<String> command = command(operation);
        return ProbeResult.of(command, new ProcessBuilder(command).start());
    }

    private static Path executable(Path path) {
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException("No executable probe at " + path);
        }
        return path.toAbsolutePath();
    }
}
