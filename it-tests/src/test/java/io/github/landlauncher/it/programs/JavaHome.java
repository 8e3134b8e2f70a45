package io.github.landlauncher.it.programs;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

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

    private static Path directoryOf(String file) {
        try {
            return HOME.resolve(file).toRealPath().getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
