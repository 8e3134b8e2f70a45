package io.github.landlauncher.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What parameters of presets are where the command line does not say: taken from the environment
 * and the files on this machine.
 */
final class PresetDefaults {

    private final Map<String, String> environment;
    private final String javaHome;
    private final String userHome;

    PresetDefaults(Map<String, String> environment, String javaHome, String userHome) {
        this.environment = environment;
        this.javaHome = javaHome;
        this.userHome = userHome;
    }

    /** Those of this process. */
    static PresetDefaults current() {
        return new PresetDefaults(
                System.getenv(), System.getProperty("java.home"), System.getProperty("user.home"));
    }

    /**
     * A parameter's default, without symbolic links.
     *
     * @throws IllegalArgumentException if there is none here, or it does not exist
     */
    Path path(String preset, String parameter) {
        Optional<Path> path = switch (preset + ":" + parameter) {
            case "java:home" -> Optional.of(variable("JAVA_HOME").orElse(Path.of(javaHome)));
            case "maven:home" -> programHome("mvn");
            case "maven:repository" -> Optional.of(home(".m2/repository"));
            case "gradle:home" -> programHome("gradle");
            case "gradle:user-home" -> Optional.of(variable("GRADLE_USER_HOME").orElse(home(".gradle")));
            case "npm:cache" -> Optional.of(variable("npm_config_cache").orElse(home(".npm")));
            default -> Optional.empty();
        };
        return real(preset, parameter, path.orElseThrow(() -> new IllegalArgumentException("--preset "
                + preset + ": nothing here says what " + parameter + " is; " + advice(preset, parameter))));
    }

    /**
     * A path without symbolic links.
     *
     * @throws IllegalArgumentException if it does not exist
     */
    static Path real(String preset, String parameter, Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new IllegalArgumentException("--preset " + preset + ": " + parameter + " " + path
                    + " does not exist; " + advice(preset, parameter), e);
        }
    }

    private static String advice(String preset, String parameter) {
        return "name one that does, --preset " + preset + ":" + parameter + "=PATH";
    }

    /** What is empty counts as not set: as a path it would be the working directory. */
    private Optional<Path> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty()).map(Path::of);
    }

    private Path home(String below) {
        return variable("HOME").orElse(Path.of(userHome)).resolve(below);
    }

    /** Of a program in {@code HOME/bin} that PATH leads to. */
    private Optional<Path> programHome(String program) {
        for (String directory : environment.getOrDefault("PATH", "").split(":")) {
            Path file = Path.of(directory).resolve(program);
            if (directory.startsWith("/") && Files.isExecutable(file)) {
                UnaryOperator<Path> parent = Path::getParent;
                return Optional.of(real(program, "home", file))
                        .map(parent)
                        .map(parent);
            }
        }
        return Optional.empty();
    }
}
