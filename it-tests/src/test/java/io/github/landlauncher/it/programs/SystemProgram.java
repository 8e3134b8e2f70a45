package io.github.landlauncher.it.programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs that the distribution installed; not what else is in somebody's PATH. */
public final class SystemProgram {

    static final String[] DIRECTORIES = {"/usr/bin", "/usr/sbin", "/usr/local/bin"};

    /** The PATH of all tests. */
    public static final String PATH = String.join(":", DIRECTORIES);

    private SystemProgram() {}

    static boolean exists(String name) {
        return find(name).isPresent();
    }

    /** The absolute path of a program that {@link RequiresProgram} names. */
    public static String path(String name) {
        return find(name).orElseThrow().toString();
    }

    private static Optional<Path> find(String name) {
        return Arrays.stream(DIRECTORIES)
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
