package io.github.landlauncher.cli;

import io.github.landlauncher.git.GitSandbox;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A preset that looks at the repository where the program runs: not only rules, but all that {@link
 * GitSandbox} has.
 */
enum GitPreset {
    READONLY("base", "ceiling"),
    CHECKOUT("base", "ceiling", "from"),
    FETCH("base", "ceiling", "from", "port");

    private static final String PREFIX = "git-";

    private final List<String> parameters;

    GitPreset(String... parameters) {
        this.parameters = List.of(parameters);
    }

    /** As it is named on the command line. */
    String presetName() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /** What can be said of it: paths, and a port. */
    List<String> parameters() {
        return parameters;
    }

    static boolean isNamed(String name) {
        return Stream.of(values()).anyMatch(preset -> preset.presetName().equals(name));
    }

    static GitPreset named(String name) {
        return Stream.of(values())
                .filter(preset -> preset.presetName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no preset for git"));
    }

    /**
     * The sandbox for a directory.
     *
     * @param directory where the program runs, or null for the working directory
     * @param said the parameters
     * @throws IllegalArgumentException if a path does not exist or the port is none
     * @throws IOException if there is no such directory
     */
    GitSandbox sandbox(File directory, Map<String, String> said) throws IOException {
        Path real = (directory == null ? Path.of("") : directory.toPath()).toRealPath();
        GitSandbox sandbox = switch (this) {
            case READONLY -> GitSandbox.readOnly(real);
            case CHECKOUT -> GitSandbox.checkout(real);
            case FETCH -> GitSandbox.fetch(real);
        };
        for (Map.Entry<String, String> parameter : said.entrySet()) {
            String value = parameter.getValue();
            sandbox = switch (parameter.getKey()) {
                case "base" -> sandbox.allowBase(path(parameter));
                case "ceiling" -> sandbox.ceiling(path(parameter));
                case "from" -> sandbox.allowFetchFrom(path(parameter));
                default -> sandbox.allowConnectTcp(port(value)); // FETCH alone has it
            };
        }
        return sandbox;
    }

    private Path path(Map.Entry<String, String> parameter) {
        return PresetDefaults.real(presetName(), parameter.getKey(), Path.of(parameter.getValue()));
    }

    private int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // As any other text that is no port.
        }
        throw new IllegalArgumentException(
                "--preset " + presetName() + ": port " + text + " is not in 0 to 65535");
    }
}
