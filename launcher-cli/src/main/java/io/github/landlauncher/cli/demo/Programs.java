package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs in PATH. */
final class Programs {

    private Programs() {}

    /** The directories of PATH, in order; relative ones are left out. */
    static Stream<Path> searchPath() {
        return Stream.of(path().split(":")).filter(entry -> entry.startsWith("/")).map(Path::of);
    }

    /** PATH as it is here. */
    static String path() {
        return Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    }

    /** The first file of this name in PATH that can be executed. */
    static Optional<Path> find(String name) {
        return searchPath()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * The first file of this name in PATH that can be executed.
     *
     * @throws IOException if there is none
     */
    static Path require(String name) throws IOException {
        return find(name).orElseThrow(() ->
                new IOException("the demo needs " + name + ", which is not in PATH"));
    }
}
