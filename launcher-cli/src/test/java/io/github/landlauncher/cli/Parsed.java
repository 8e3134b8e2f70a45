package io.github.landlauncher.cli;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Command lines, parsed but not executed. */
final class Parsed {

    private Parsed() {}

    /** {@code landlauncher run OPTION... -- true}. */
    static RunCommand run(String... options) {
        return exactly(
                Stream.concat(Stream.of(options), Stream.of("--", "true")).toArray(String[]::new));
    }

    /** {@code landlauncher run ARGUMENT...}. */
    static RunCommand exactly(String... arguments) {
        String[] all = Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new);
        return (RunCommand)
                Landlauncher.commandLine().parseArgs(all).subcommand().commandSpec().userObject();
    }

    /** The policy of a command that needs no file. */
    static SandboxPolicy policy(String... options) {
        return unchecked(run(options)::policy);
    }

    /** The builder of a command that needs no file. */
    static SandboxedProcessBuilder builder(String... options) {
        return unchecked(run(options)::builder);
    }

    private static <T> T unchecked(Reading<T> reading) {
        try {
            return reading.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What might read files. */
    private interface Reading<T> {
        T get() throws IOException;
    }
}
