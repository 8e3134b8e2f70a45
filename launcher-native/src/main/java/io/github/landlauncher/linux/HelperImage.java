package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.O_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_RDONLY;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The helper, or the guard, ready to be run by its path.
 *
 * <p>It is run from a sealed memfd, so that nothing is written to disk and nobody can replace it.
 * Where the system forbids to execute one (vm.memfd_noexec=2) it is run from a temporary file that
 * is unlinked at once. Both are run by way of /proc/self/fd; without /proc, or if the system
 * property {@value #PROPERTY} names one, an installed helper is used.
 */
final class HelperImage implements AutoCloseable {

    /** Names an installed helper, by an absolute path. */
    static final String PROPERTY = "landlauncher.helper";

    private final byte[] path;
    private final Descriptor image;
    private final Path installed;

    private HelperImage(byte[] path, Descriptor image, Path installed) {
        this.path = path;
        this.image = image;
        this.installed = installed;
    }

    /** Makes an image; it lasts until it is closed. */
    static HelperImage make(Libc libc, MemoryPool pool) throws IOException {
        String property = System.getProperty(PROPERTY);
        if (property != null) {
            return installed(Path.of(property));
        }
        if (!Files.isDirectory(Path.of("/proc/self/fd"))) {
            throw Failure.of(StartStep.HELPER, "/proc is not mounted",
                    "Mount /proc, or install the helper and name it: -D" + PROPERTY + "=FILE.");
        }
        return make(libc, pool, "landlock-exec");
    }

    /** Makes an image of the guard; it lasts until it is closed. */
    static HelperImage makeGuard(Libc libc, MemoryPool pool) throws IOException {
        return make(libc, pool, "tree-guard");
    }

    private static HelperImage make(Libc libc, MemoryPool pool, String program) throws IOException {
        byte[] content = content(System.getProperty("os.arch"), program);
        try (Scratch scratch = Scratch.of(libc, pool, content.length + 1024L)) {
            int memfd = SealedMemfd.create(libc, scratch, program);
            Descriptor image = memfd == -Errno.EACCES
                    ? temporaryFile(libc, scratch, content)
                    : SealedMemfd.seal(libc, scratch, Descriptor.of(libc, memfd, StartStep.HELPER),
                            content, StartStep.HELPER);
            // Kept open: the number is the helper's name.
            return new HelperImage(
                    ("/proc/self/fd/" + image.fd()).getBytes(StandardCharsets.US_ASCII), image, null);
        }
    }

    private static HelperImage installed(Path file) throws IOException {
        if (!file.isAbsolute() || !Files.isExecutable(file) || Files.isDirectory(file)) {
            throw Failure.of(StartStep.HELPER, "the helper \"" + file + "\" cannot be used",
                    "The system property " + PROPERTY + " names an executable file by an absolute path.");
        }
        Path real = file.toRealPath();
        return new HelperImage(Encoding.bytes(real.toString()), null, real);
    }

    /** A program for an architecture, in the JVM's spelling. */
    static byte[] content(String architecture, String program) throws IOException {
        String directory = "amd64".equals(architecture) ? "x86_64" : architecture;
        String resource = "/META-INF/landlauncher/" + directory + "/" + program;
        try (InputStream in = HelperImage.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw Failure.of(StartStep.HELPER, "no helper for " + architecture,
                        "This jar was built without one. Supported are x86_64, aarch64 and riscv64.",
                        "Build helper-c on this machine and name the result: -D" + PROPERTY + "=FILE.");
            }
            return in.readAllBytes();
        }
    }

    /** A file that has no name by the time it is used. */
    private static Descriptor temporaryFile(Libc libc, Scratch scratch, byte[] content)
            throws IOException {
        Path file = Files.createTempFile("landlock-exec", null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            Files.write(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-x------"));
            long path = scratch.string(Encoding.bytes(file.toString()));
            return Descriptor.of(libc, libc.open(path, O_RDONLY | O_CLOEXEC, 0), StartStep.HELPER);
        } finally {
            Files.delete(file);
        }
    }

    /** What it is run from, or null if it is installed. */
    Descriptor image() {
        return image;
    }

    /** The path to run it by. */
    byte[] path() {
        return path;
    }

    /**
     * Refuses a start whose program could replace the helper of the next one.
     *
     * @throws IOException if an installed helper is in use and a rule allows writing it, or a
     *     directory above it
     */
    void checkNotWritable(List<PathRule> rules) throws IOException {
        if (installed == null) {
            return;
        }
        for (PathRule rule : rules) {
            Path path = rule.base().map(base -> base.resolve(rule.path())).orElse(rule.path());
            if (rule.writes() && Files.exists(path) && installed.startsWith(path.toRealPath())) {
                throw Failure.of(StartStep.HELPER, "rule \"" + rule + "\" allows writing the helper",
                        "The program could replace " + installed + ", which the next start runs"
                                + " unsandboxed. Install the helper elsewhere.");
            }
        }
    }

    @Override
    public void close() {
        if (image != null) {
            image.close();
        }
    }
}
