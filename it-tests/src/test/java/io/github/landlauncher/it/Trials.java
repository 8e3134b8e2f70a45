package io.github.landlauncher.it;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * Tries operations one after the other, each in a {@link Layout} as it was made: what is denied
 * changes almost nothing, so that a new one is only needed after an operation that was allowed.
 */
final class Trials implements AutoCloseable {

    private static final Set<String> CHANGES_NOTHING =
            Set.of(
                    "stat", "read", "opath-reopen", "chdir-read", "list", "exec",
                    "execute-via-ldso", "unix-connect");

    /** What a policy allows in the places of a layout. */
    @FunctionalInterface
    interface Rules {
        SandboxPolicy in(Layout layout);
    }

    private final Path directory;
    private final Place[] places;
    private final boolean canMakeDevices;
    private final SoftAssertions softly = new SoftAssertions();
    private int layouts;
    private Layout layout;

    /** Does an operation that is named in the places of a layout. */
    @FunctionalInterface
    interface Runner {
        ProbeResult run(Layout layout, List<String> operation) throws IOException, InterruptedException;
    }

    /** Layouts are made in this directory, with these places. */
    Trials(Path directory, Place... places) throws IOException, InterruptedException {
        this.directory = directory;
        this.places = places;
        this.canMakeDevices = Capabilities.canMakeDevices();
    }

    /** Tries an operation; what is wrong comes to light in {@link #assertAll()}. */
    void run(Operation operation, Place here, Place there, Rules rules, int exitValue)
            throws IOException, InterruptedException {
        ProbeResult result = run(operation, here, there,
                (fresh, arguments) -> Sandbox.run(rules.in(fresh), arguments));
        softly.check(() -> result.assertThat().exitsWith(asThisUser(operation, exitValue)));
    }

    /** Tries an operation in another way. */
    ProbeResult run(Operation operation, Place here, Place there, Runner runner)
            throws IOException, InterruptedException {
        Layout fresh = layout();
        ProbeResult result = runner.run(fresh, operation.in(fresh, here, there));
        if (result.exitValue() == 0 && !CHANGES_NOTHING.contains(operation.arguments().get(0))) {
            close();
        } else {
            // open(2) with O_CREAT makes the file before it asks whether it may be written.
            Files.deleteIfExists(fresh.path(here, "new"));
        }
        return result;
    }

    /** Fails if an operation ended in another way than expected. */
    void assertAll() {
        softly.assertAll();
    }

    /** The kernel asks Landlock about a device node before it asks for CAP_MKNOD. */
    private int asThisUser(Operation operation, int exitValue) {
        boolean onlyCapabilityMissing =
                exitValue == 0 && operation.makesDevice() && !canMakeDevices;
        return onlyCapabilityMissing ? Errno.EPERM.number() : exitValue;
    }

    private Layout layout() throws IOException {
        if (layout == null) {
            Path top = Files.createDirectory(directory.resolve("layout" + ++layouts));
            layout = Layout.in(top, places);
        }
        return layout;
    }

    /** Removes the layout, which takes a lot of space. */
    @Override
    public void close() throws IOException {
        if (layout == null) {
            return;
        }
        layout.close();
        layout = null;
        try (Stream<Path> tree = Files.walk(directory.resolve("layout" + layouts))) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
