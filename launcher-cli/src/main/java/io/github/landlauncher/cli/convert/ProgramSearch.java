package io.github.landlauncher.cli.convert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds a program as a shell does: a name without a slash in the directories of a PATH.
 *
 * @param path directories, separated by colons; empty ones are skipped
 */
public record ProgramSearch(String path) implements Function<String, Optional<Path>> {

    @Override
    public Optional<Path> apply(String name) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name)).filter(ProgramSearch::isProgram);
        }
        for (String directory : path.split(":")) {
            Path program = Path.of(directory, name);
            if (!directory.isEmpty() && isProgram(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    private static boolean isProgram(Path program) {
        return Files.isRegularFile(program) && Files.isExecutable(program);
    }
}
