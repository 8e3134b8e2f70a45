package io.github.landlauncher.it.escape;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program {@code escape} of {@code src/test/c/escape}, which the build puts beside the probe. */
final class Program {

    private static final Path PATH =
            Path.of(System.getProperty("landlauncher.probe")).resolveSibling("escape").toAbsolutePath();

    private Program() {}

    static Path path() {
        return PATH;
    }

    /** The same program linked dynamically. */
    static Path dynamicPath() {
        return PATH.resolveSibling("escape-dynamic");
    }

    /** The command line of an attempt or a role. */
    static List<String> command(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(PATH.toString());
        command.addAll(words);
        return command;
    }

    static List<String> command(String... words) {
        return command(List.of(words));
    }
}
