package io.github.landlauncher.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The C compiler for musl, another C library than that of this JVM, if it is installed. */
public final class Musl {

    private static final String COMPILER = "musl-gcc";

    /** The compiler with the kernel's headers, which musl has none of, after its own. */
    private static final List<String> COMMAND = List.of(
            COMPILER, "-idirafter", "/usr/include", "-idirafter", "/usr/include/" + multiarch());

    private Musl() {}

    private static String multiarch() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> "x86_64-linux-gnu";
            default -> System.getProperty("os.arch") + "-linux-gnu";
        };
    }

    /**
     * The headers of musl and of the kernel, and the compiler; skips the test if there is none, and
     * fails it if {@code LANDLAUNCHER_REQUIRE_MUSL=1} says that there is one.
     */
    static CHeader header() {
        boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, COMPILER)));
        if ("1".equals(System.getenv("LANDLAUNCHER_REQUIRE_MUSL"))) {
            assertThat(installed).as("%s is in PATH", COMPILER).isTrue();
        }
        assumeTrue(installed, "there is no " + COMPILER + " (Debian, Ubuntu: musl-tools)");
        return new CHeader(COMMAND);
    }

    /** Starts a process that makes calls by musl, with its program in {@code directory}. */
    public static PeerLibc peer(Path directory) throws IOException {
        Path executable = directory.resolve("libc-peer");
        header().compile(executable, Path.of("src/test/c/libc-peer.c"), "-std=gnu17", "-O1", "-Wall",
                "-Wextra", "-Werror");
        return new PeerLibc(executable, directory);
    }
}
