package io.github.landlauncher.cli;

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
}
