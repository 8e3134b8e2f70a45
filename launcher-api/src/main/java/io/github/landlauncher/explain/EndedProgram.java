package io.github.landlauncher.explain;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A program that was started and has ended, as far as that helps to explain its exit.
 *
 * @param command the program and its arguments, at least one
 * @param directory its working directory, absolute
 * @param searchPath where programs without a slash in their name are looked for, as PATH has it
 * @param libraryPath LD_LIBRARY_PATH of its environment
 */
public record EndedProgram(
        List<String> command, Path directory, Optional<String> searchPath, Optional<String> libraryPath) {

    /** Where execvp(3) looks if there is no PATH. */
    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    private static final int MOST_DIRECTORIES = 1_000;

    /** Checks the components. */
    public EndedProgram {
        command = List.copyOf(command);
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(searchPath, "searchPath");
        Objects.requireNonNull(libraryPath, "libraryPath");
    }

    /** What the program itself is: its file, if there is one. */
    Optional<Path> program() {
        return file(command.get(0));
    }

    /** The program that a name or path means: the first of that name, or one that may be executed. */
    Optional<Path> file(String name) {
        if (name.contains("/")) {
            return path(name).filter(Files::isRegularFile);
        }
        List<Path> files = Arrays.stream(
                        searchPath.orElse(DEFAULT_PATH).split(File.pathSeparator, -1))
                .limit(MOST_DIRECTORIES)
                .flatMap(element -> path(element).stream())
                .flatMap(where -> parsed(name).map(where::resolve).stream())
                .filter(Files::isRegularFile)
                .toList();
        return files.stream().filter(Files::isExecutable).findFirst().or(() -> files.stream().findFirst());
    }

    /** A path as the program would understand it. */
    Optional<Path> path(String text) {
        return parsed(text).map(directory::resolve);
    }

    private static Optional<Path> parsed(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty(); // NUL, or what is no character here
        }
    }
}
