package io.github.landlauncher.it.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A directory for repositories, which plain git and scripts prepare without a sandbox.
 *
 * <pre>
 *     top/
 *     |-- secret/     a file that no repository may lead to
 *     |-- marks       what the payload writes when it runs
 *     |-- payload     notes that it was run, and by whom
 *     `-- ...         repositories
 * </pre>
 */
final class Repositories {

    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("PATH", "/usr/bin:/bin"),
            Map.entry("LC_ALL", "C.UTF-8"),
            Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
            Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
            Map.entry("GIT_CONFIG_COUNT", "3"),
            Map.entry("GIT_CONFIG_KEY_0", "init.defaultBranch"),
            Map.entry("GIT_CONFIG_VALUE_0", "main"),
            Map.entry("GIT_CONFIG_KEY_1", "protocol.file.allow"),
            Map.entry("GIT_CONFIG_VALUE_1", "always"),
            Map.entry("GIT_CONFIG_KEY_2", "gc.autoDetach"),
            Map.entry("GIT_CONFIG_VALUE_2", "false"),
            Map.entry("GIT_AUTHOR_NAME", "A U Thor"),
            Map.entry("GIT_AUTHOR_EMAIL", "author@example.org"),
            Map.entry("GIT_COMMITTER_NAME", "C O Mitter"),
            Map.entry("GIT_COMMITTER_EMAIL", "committer@example.org"));

    /** A work tree {@code repo} with two commits and a change that is not committed. */
    static final String PLAIN = """
            git init -q repo; cd repo; mkdir sub
            echo one >a.t; echo one >sub/b; git add .; git commit -qm first
            echo two >a.t; git commit -qam second; echo three >a.t; cd ..
            """;

    private final Path top;

    /** Makes the directory's own files. */
    Repositories(Path directory) throws IOException {
        top = directory.toRealPath();
        Files.createDirectory(top.resolve("secret"));
        Files.writeString(top.resolve("secret/file"), "secret\n");
        Path payload = Files.writeString(path("payload"), """
                #!/bin/sh
                echo "$0 $*" >>%s
                """.formatted(path("marks")));
        Files.setPosixFilePermissions(payload, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path path(String name) {
        return top.resolve(name);
    }

    Path repository() {
        return path("repo");
    }

    /** Runs a script of the shell without a sandbox; it must succeed. */
    Repositories prepared(String script) throws IOException, InterruptedException {
        free(script);
        return this;
    }

    /** The output of a script of the shell that runs without a sandbox and must succeed. */
    String free(String script) throws IOException, InterruptedException {
        Outcome outcome = attempt(script);
        assertThat(outcome.exitValue()).as("%s", outcome).isZero();
        return outcome.output();
    }

    /** What a script of the shell does without a sandbox. */
    Outcome attempt(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-euc", script).directory(top.toFile());
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().put("HOME", top.toString());
        return Outcome.of(builder.start());
    }

    /** The output of a sandboxed command that must succeed. */
    static String output(SandboxedProcessBuilder builder) throws IOException, InterruptedException {
        Outcome outcome = outcome(builder);
        assertThat(outcome.exitValue()).as("%s: %s", builder.command(), outcome).isZero();
        return outcome.output();
    }

    /** What a sandboxed command does; with an author and a committer. */
    static Outcome outcome(SandboxedProcessBuilder builder) throws IOException, InterruptedException {
        ENVIRONMENT.forEach((name, value) -> {
            if (name.matches("GIT_(AUTHOR|COMMITTER)_.*")) {
                builder.environment().put(name, value);
            }
        });
        return Outcome.of(builder.start());
    }

    /** Whether the payload has run since this was last asked. */
    boolean payloadRan() throws IOException {
        return Files.deleteIfExists(path("marks"));
    }
}
