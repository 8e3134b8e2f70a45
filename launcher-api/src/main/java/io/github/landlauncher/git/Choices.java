package io.github.landlauncher.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a caller has said; a {@link GitSandbox} never changes its own. */
final class Choices {

    /** What git may do. */
    enum Mode { READ_ONLY, CHECKOUT, FETCH, CLONE }

    final Mode mode;
    final Path directory;
    List<Path> bases = List.of();
    List<Path> upstreams = List.of();
    Set<Integer> ports = Set.of();
    Optional<Path> ceiling = Optional.empty();
    Optional<Path> git = Optional.empty();
    boolean shell;
    boolean refused;

    Choices(Mode mode, Path directory) {
        this.mode = mode;
        this.directory = directory;
    }

    Choices copy() {
        Choices copy = new Choices(mode, directory);
        copy.bases = bases;
        copy.upstreams = upstreams;
        copy.ports = ports;
        copy.ceiling = ceiling;
        copy.git = git;
        copy.shell = shell;
        copy.refused = refused;
        return copy;
    }

    /** All that was said. */
    List<Object> all() {
        return List.of(mode, directory, bases, upstreams, ports, ceiling, git, shell, refused);
    }

    static List<Path> joined(List<Path> some, Path... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    void addPorts(int... more) {
        Set<Integer> all = new TreeSet<>(ports);
        for (int port : more) {
            all.add(port);
        }
        ports = all;
    }

    boolean writes() {
        return mode != Mode.READ_ONLY;
    }

    boolean usesShell() {
        // git starts git-upload-pack by a shell, if it is on the same machine.
        return shell || !upstreams.isEmpty();
    }

    /** What git may fetch by. */
    List<String> protocols() {
        List<String> protocols = new ArrayList<>();
        if (!upstreams.isEmpty()) {
            protocols.add("file");
        }
        if (!ports.isEmpty()) {
            protocols.addAll(List.of("git", "http", "https"));
        }
        return protocols;
    }
}
