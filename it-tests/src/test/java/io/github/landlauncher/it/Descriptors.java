package io.github.landlauncher.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The open descriptors of this JVM. */
final class Descriptors {

    private Descriptors() {}

    /** How many there are, without those of the count itself. */
    static long count() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count() - 1;
        }
    }
}
