package io.github.landlauncher.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small repository of git.
 *
 * @param directory where it is
 * @param head the name of its head's commit, as it stands in the file
 */
record Repository(Path directory, String head) {

    private static final String MAKE = """
            for name; do
                git init -q "$name"
                echo "$name" >"$name/file"
                git -C "$name" add file
                git -C "$name" commit -q -m "Add $name"
            done
            """;

    /** Makes some in an empty directory, each with a commit of its own. */
    static List<Repository> make(Path directory, int count) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-euc", MAKE, "sh"));
        for (int i = 0; i < count; i++) {
            command.add("repository" + i);
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        builder.environment().putAll(environment(directory));
        builder.environment().putAll(Map.of(
                "GIT_AUTHOR_NAME", "A U Thor", "GIT_AUTHOR_EMAIL", "author@example.org",
                "GIT_COMMITTER_NAME", "A U Thor", "GIT_COMMITTER_EMAIL", "author@example.org"));
        if (builder.start().waitFor() != 0) {
            throw new IOException("no repositories could be made");
        }
        List<Repository> repositories = new ArrayList<>();
        for (String name : command.subList(4, command.size())) {
            repositories.add(of(directory.resolve(name)));
        }
        return repositories;
    }

    private static Repository of(Path directory) throws IOException {
        Path git = directory.resolve(".git");
        String branch = Files.readString(git.resolve("HEAD")).strip().substring("ref: ".length());
        return new Repository(directory, Files.readString(git.resolve(branch)).strip());
    }

    /** Variables by which git reads no configuration but the repository's. */
    static Map<String, String> environment(Path home) {
        return Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", home.toString(),
                "GIT_CONFIG_NOSYSTEM", "1", "LC_ALL", "C");
    }

    /** Removes a directory and all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
