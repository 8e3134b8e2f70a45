package io.github.landlauncher.git;

import io.github.landlauncher.git.GitFinding.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@link GitSandbox#inspect()} has found without running git. All paths are without symbolic links.
 *
 * @param topLevel the directory that has {@code .git}, or the bare repository, or the target of a clone
 * @param gitDirectories the directory of the repository and, of a linked worktree, the common one; as
 *     far as granted
 * @param alternates directories of objects elsewhere, as far as granted
 * @param findings what was not simply followed
 */
public record GitInspection(
        Path topLevel, List<Path> gitDirectories, List<Path> alternates, List<GitFinding> findings) {

    /** Copies the lists. */
    public GitInspection {
        gitDirectories = List.copyOf(gitDirectories);
        alternates = List.copyOf(alternates);
        findings = List.copyOf(findings);
    }

    /** The findings with this outcome. */
    public List<GitFinding> findings(Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).toList();
    }

    /** A line for the top level, one for each other directory, and one for each finding. */
    @Override
    public String toString() {
        return Stream.of(
                        Stream.of("top level " + shown(topLevel)),
                        gitDirectories.stream().map(directory -> "git directory " + shown(directory)),
                        alternates.stream().map(directory -> "alternate " + shown(directory)),
                        findings.stream().map(GitFinding::toString))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static String shown(Path path) {
        return GitFinding.printable(path.toString());
    }
}
