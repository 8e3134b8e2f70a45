package io.github.landlauncher.it.explain;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.programs.SystemProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where programs run watched.
 *
 * <pre>
 *     top/            nothing is allowed here
 *     |-- work/       the working directory: read and write
 *     |   |-- home/   HOME
 *     |   `-- tmp/    TMPDIR
 *     `-- ...         what the test prepares beside it
 * </pre>
 */
final class WatchedPlace {

    private final Path top;
    private final Map<String, String> environment = new HashMap<>();

    /** Makes the tree below an empty directory. */
    WatchedPlace(Path directory) throws IOException {
        top = directory.toRealPath().resolve("top");
        Files.createDirectories(work().resolve("home"));
        Files.createDirectories(work().resolve("tmp"));
        environment.put("PATH", SystemProgram.PATH);
        environment.put("HOME", work().resolve("home").toString());
        environment.put("TMPDIR", work().resolve("tmp").toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
    }

    /** What a watched program did and was denied. */
    record Watched(Outcome outcome, DenialReport report) {

        int exitValue() {
            return outcome.exitValue();
        }

        /** For messages. */
        @Override
        public String toString() {
            return outcome.output() + outcome.error() + report;
        }
    }

    Path work() {
        return top.resolve("work");
    }

    /** A name beside the working directory. */
    Path beside(String name) {
        return top.resolve(name);
    }

    /** Makes a file, and the directories above it. */
    Path file(String name, String content) throws IOException {
        Path file = beside(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** Sets a variable of the environment. */
    WatchedPlace with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Executing what the system has, what that looks at, and changing the working directory. */
    SandboxPolicy policy() {
        return SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr")
                .allowReadExecuteIfExists("/bin", "/lib", "/lib64")
                .allowReadIfExists("/etc/passwd", "/etc/nsswitch.conf", "/proc/stat",
                        "/sys/devices/system/cpu")
                .allowReadWrite(work());
    }

    /** A builder for a program here, under a policy. */
    SandboxedProcessBuilder builder(SandboxPolicy policy, String... command) {
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder(command).directory(work().toFile()).policy(policy);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs a program to its end. */
    Watched run(SandboxPolicy policy, String... command) throws IOException, InterruptedException {
        DenialReport report = new DenialReport();
        return new Watched(Outcome.of(builder(policy, command).reportDenials(report).start()), report);
    }

    /** Runs a script of bash to its end. */
    Watched script(SandboxPolicy policy, String script) throws IOException, InterruptedException {
        return run(policy, "/bin/bash", "-euc", script);
    }

    /** Runs a script of bash that nobody watches and no sandbox holds. */
    Outcome free(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-euc", script).directory(work().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return Outcome.of(builder.start());
    }
}
