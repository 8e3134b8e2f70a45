package io.github.landlauncher.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a repository is. All paths are without symbolic links and in a base.
 *
 * @param topLevel the directory that has {@code .git}, or the bare repository
 * @param bare whether it is a repository itself
 * @param gitDirectory the directory of the repository, unless it is somewhere that is not allowed
 * @param commonDirectory the one that linked worktrees share; the same if there is no other
 */
record Layout(
        Path topLevel, boolean bare, Optional<Path> gitDirectory, Optional<Path> commonDirectory) {

    /** The git directories, each once. */
    List<Path> gitDirectories() {
        return Stream.concat(gitDirectory.stream(), commonDirectory.stream()).distinct().toList();
    }
}
