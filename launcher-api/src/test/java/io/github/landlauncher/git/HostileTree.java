package io.github.landlauncher.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Repositories made by hand, of no more than what git looks for, beside something secret.
 *
 * <pre>
 *     top/
 *     |-- secret/     what no repository may lead to; a repository itself
 *     `-- repo/
 *         `-- .git/
 * </pre>
 */
final class HostileTree {

    private final Path top;

    HostileTree(Path directory) throws IOException {
        top = directory.toRealPath();
        repository("secret");
        repository("repo/.git");
    }

    Path path(String name) {
        return top.resolve(name);
    }

    Path repo() {
        return path("repo");
    }

    /** Makes a git directory. */
    Path repository(String name) throws IOException {
        Files.createDirectories(path(name).resolve("objects/info"));
        Files.createDirectories(path(name).resolve("refs"));
        file(name + "/HEAD", "ref: refs/heads/main\n");
        return file(name + "/config", "[core]\n\trepositoryformatversion = 0\n").getParent();
    }

    /** Makes a file, and the directories above it. */
    Path file(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        return Files.writeString(path(name), text);
    }

    Path link(String name, String target) throws IOException {
        Files.createDirectories(path(name).getParent());
        return Files.createSymbolicLink(path(name), Path.of(target));
    }
}
