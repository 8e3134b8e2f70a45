package io.github.landlauncher.it;

import io.github.landlauncher.SandboxedProcessBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Starts the probe, does something to the installed helper, and reports about the next start. */
final class HelperChangeMain {

    private HelperChangeMain() {}

    public static void main(String... change) throws Exception {
        SandboxedProcessBuilder builder =
                StartMain.builder(Probe.command("exit", "0").toArray(String[]::new));
        StartReport before = StartReport.of(builder);
        if (!before.started()) {
            throw new AssertionError("the helper does not work in the first place: " + before);
        }
        Path helper = Path.of(System.getProperty("landlauncher.helper"));
        switch (change[0]) {
            case "delete" -> Files.delete(helper);
            case "forbid" ->
                    Files.setPosixFilePermissions(
                            helper, PosixFilePermissions.fromString("r--r--r--"));
            default -> throw new IllegalArgumentException(change[0]);
        }
        StartReport.ofSecond(builder).print(System.out);
    }
}
