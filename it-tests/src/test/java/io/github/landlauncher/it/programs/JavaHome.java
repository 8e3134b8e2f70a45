package io.github.landlauncher.it.programs;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDK that these tests run on, for programs in Java. */
final class JavaHome {

    private static final Path HOME = Path.of(System.getProperty("java.home"));

    private JavaHome() {}

    static Path path() {
        return HOME;
    }

    static String java() {
        return HOME.resolve("bin/java").toString();
    }

    /** Its home, and the directories that distributions link its configuration from. */
    static SandboxPolicy allowed(SandboxPolicy policy) {
        return policy.allowReadExecute(HOME)
                .allowRead(directoryOf("conf/net.properties"), directoryOf("lib/security/cacerts"));
    }

    /** A JDK 17 of Debian's, for programs that no newer one runs. */
    static Optional<Path> ofDebian() throws IOException {
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            return homes.filter(home -> home.getFileName().toString().matches("java-17-openjdk-.+"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .findFirst();
        }
    }

    private static Path directoryOf(String file) {
        try {
            return HOME.resolve(file).toRealPath().getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
