package io.github.landlauncher;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;

/** The names of the directories of {@link PrivateHome}s: which JVM's they are, and which. */
final class HomeNames {

    private static final Pattern PATTERN =
            Pattern.compile("landlauncher-[0-9]+-[0-9a-f]+-[0-9a-f]{16}");

    /**
     * The same for all class loaders of this JVM, and for no other JVM: pids alone are 1 in every
     * container.
     */
    private static final String OWN = "landlauncher-" + ProcessHandle.current().pid() + "-"
            + Long.toHexString(ProcessHandle.current().info().startInstant()
                    .orElse(Instant.EPOCH).toEpochMilli()) + "-";

    private static final SecureRandom RANDOM = new SecureRandom();

    private HomeNames() {}

    /** The directory that they are made in, as an absolute path. */
    static Path parent() {
        return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    }

    /** A name that was never used. */
    static String next() {
        return OWN + String.format("%016x", RANDOM.nextLong());
    }

    /** Whether it is the name of another JVM's directory. */
    static boolean isAnothers(String name) {
        return PATTERN.matcher(name).matches() && !name.startsWith(OWN);
    }
}
