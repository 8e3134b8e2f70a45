package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * git on one repository, in an environment that has nothing of the user in it but the token that
 * the attacks look for.
 *
 * <pre>
 * DIRECTORY/home/        HOME, empty
 * DIRECTORY/tmp/         TMPDIR
 * DIRECTORY/repository/
 * </pre>
 */
final class Git {

    /**
     * What a command of git ended with.
     *
     * @param command what was run
     * @param exitValue its exit status
     * @param output its standard output and standard error
     */
    record Ended(String command, int exitValue, String output) {}

    /** What git is given apart from what every program is, for {@code cleanEnvironment}. */
    static final String[] VARIABLES = {"TMPDIR", "GIT_CONFIG_NOSYSTEM", "GIT_TERMINAL_PROMPT"};

    private final Path program;
    private final Path directory;
    private final Starter starter;

    Git(Path program, Path directory, Starter starter) {
        this.program = program;
        this.directory = directory;
        this.starter = starter;
    }

    /** Makes the directories, but no repository. */
    void makeDirectories() throws IOException {
        for (String name : List.of("home", "tmp", "repository")) {
            Files.createDirectories(directory.resolve(name));
        }
    }

    /** The directory of the repository. */
    Path repository() {
        return directory.resolve("repository");
    }

    /** Runs a command to its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
        ProcessBuilder prepared = new ProcessBuilder(command)
                .directory(repository().toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = prepared.environment();
        environment.clear();
        environment.putAll(environment());
        Targets.token().ifPresent(token -> environment.put(Targets.TOKEN, token));
        Process git = starter.start(prepared);
        git.getOutputStream().close();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended("git " + String.join(" ", arguments), git.waitFor(), output);
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException if it fails
     */
    String require(String... arguments) throws IOException, InterruptedException {
        Ended ended = run(arguments);
        if (ended.exitValue() != 0) {
            throw new IOException(ended.command() + " exited with " + ended.exitValue() + "\n"
                    + ended.output().strip());
        }
        return ended.output();
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH", Programs.path(),
                "HOME", directory.resolve("home").toString(),
                "TMPDIR", directory.resolve("tmp").toString(),
                "LC_ALL", "C",
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_TERMINAL_PROMPT", "0");
    }
}
