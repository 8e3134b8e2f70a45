package io.github.landlauncher.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where a program runs, as far as a policy made for it depends on that: rules stop at the home, and a
 * policy file names these directories once.
 *
 * @param home the user's home
 * @param project the directory the program works in
 * @param temporary where temporary files are made
 */
public record Surroundings(Path home, Path project, Set<Path> temporary) {

    private static final Path ROOT = Path.of("/");

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if a path is relative
     */
    public Surroundings {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(project, "project");
        temporary = Set.copyOf(temporary);
        Stream.concat(Stream.of(home, project), temporary.stream()).forEach(path -> {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException(path + " is relative");
            }
        });
    }

    /**
     * Those of a program with such an environment in such a directory, without symbolic links as far as
     * they exist: HOME or else this JVM's {@code user.home}; {@code /tmp}, {@code /var/tmp} and TMPDIR.
     *
     * @param directory relative to the working directory of this JVM
     */
    public static Surroundings of(Map<String, String> environment, Path directory) {
        Set<Path> temporary = new LinkedHashSet<>();
        Stream.of("/tmp", "/var/tmp", environment.getOrDefault("TMPDIR", "/tmp"))
                .filter(text -> text.startsWith("/"))
                .map(text -> real(Path.of(text)))
                .forEach(temporary::add);
        String home = environment.getOrDefault("HOME", "");
        return new Surroundings(
                real(Path.of(home.startsWith("/") ? home : System.getProperty("user.home"))),
                real(directory), temporary);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /**
     * Names for these directories, for policy files: {@code home}, {@code project} and {@code tmp},
     * {@code var_tmp} or {@code tmpdir}.
     */
    public SortedMap<String, Path> variables() {
        SortedMap<String, Path> variables = new TreeMap<>();
        for (Path directory : temporary) {
            variables.put(switch (directory.toString()) {
                case "/tmp" -> "tmp";
                case "/var/tmp" -> "var_tmp";
                default -> "tmpdir";
            }, directory);
        }
        variables.put("home", home);
        if (!project.equals(home)) {
            variables.put("project", project);
        }
        variables.values().removeIf(ROOT::equals);
        return variables;
    }
}
