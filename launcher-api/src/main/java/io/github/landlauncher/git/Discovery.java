package io.github.landlauncher.git;

import io.github.landlauncher.git.SmallFile.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a repository as git does, from a directory upwards, but takes nothing for granted that is
 * written there. Where git would look on above something that is no repository, this stops.
 */
final class Discovery {

    private static final String GITDIR = "gitdir: ";

    private static final String UNSEEN =
            "git would use a repository that was not examined; allowBase(...) if it may";

    private final List<Path> allowed;
    private final Findings findings;

    /** @param allowed bases besides the top level, absolute and without symbolic links */
    Discovery(List<Path> allowed, Findings findings) {
        this.allowed = allowed;
        this.findings = findings;
    }

    /**
     * Looks for the repository.
     *
     * @param directory where to begin; its last component is no symbolic link
     * @param ceiling a directory that is not looked into, nor are those above it
     * @throws NotDirectoryException if {@code directory} is none, or a symbolic link
     * @throws IOException if there is no repository, or what is there is none
     */
    Layout find(Path directory, Optional<Path> ceiling) throws IOException {
        Path start = realDirectory(directory);
        for (Path at = start; at != null && !at.equals(ceiling.orElse(null)); at = at.getParent()) {
            Path dotGit = at.resolve(".git");
            if (SmallFile.kindOf(dotGit) != Kind.MISSING) {
                return withDotGit(at, dotGit);
            }
            if (isGitDirectory(at)) {
                return new Layout(at, true, Optional.of(at), common(at, bases(at), findings));
            }
        }
        throw new IOException("There is no git repository in \"" + directory + "\""
                + ceiling.map(top -> ", nor above it below \"" + top + "\"").orElse(" nor above it")
                + ". For a new one there is GitSandbox.cloning(...)");
    }

    /** A directory by its path without symbolic links; it must not be one itself. */
    static Path realDirectory(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (absolute.getFileName() != null && SmallFile.kindOf(absolute.normalize()) == Kind.LINK
                || !Files.isDirectory(absolute)) {
            throw new NotDirectoryException(directory + " (a symbolic link is none)");
        }
        return absolute.toRealPath();
    }

    Bases bases(Path topLevel) {
        return new Bases(Stream.concat(Stream.of(topLevel), allowed.stream()).toList(), findings);
    }

    private Layout withDotGit(Path top, Path dotGit) throws IOException {
        Bases bases = bases(top);
        Optional<Path> directory = follow(dotGit, bases);
        if (directory.isPresent() && !isGitDirectory(directory.get())) {
            throw new IOException(GitFinding.printable(directory.get().toString())
                    + " is not the directory of a git repository: no HEAD, objects or refs");
        }
        if (directory.isEmpty()) {
            findings.refused(dotGit, "leads elsewhere", UNSEEN);
        }
        return new Layout(top, false, directory, directory.flatMap(git -> common(git, bases, findings)));
    }

    /**
     * The git directory that {@code .git} is or leads to, if that is in a base.
     *
     * @throws IOException if it is nothing that git would use
     */
    static Optional<Path> follow(Path dotGit, Bases bases) throws IOException {
        return switch (SmallFile.kindOf(dotGit)) {
            case MISSING -> Optional.empty();
            case DIRECTORY -> Optional.of(dotGit);
            case LINK -> bases.inside(dotGit, "a symbolic link", dotGit);
            case OTHER, UNKNOWN -> throw new IOException(dotGit + " is neither a file nor a directory, or its path is too long");
            case PLAIN -> {
                String text = withoutLineEnds(dotGit, bases);
                if (!text.startsWith(GITDIR)) {
                    throw new IOException(dotGit + " does not begin with \"" + GITDIR + "\", or is not UTF-8");
                }
                yield bases.resolve(dotGit, text, text.substring(GITDIR.length()), dotGit.getParent());
            }
        };
    }

    /** The text of a file of one line; what is not UTF-8 is no path that could be granted. */
    private static String withoutLineEnds(Path file, Bases bases) throws IOException {
        String text = SmallFile.text(bases.read(file)).orElse("");
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    /** The common directory of a repository: another one for that of a linked worktree. */
    static Optional<Path> common(Path gitDirectory, Bases bases, Findings findings) {
        Path file = gitDirectory.resolve("commondir");
        if (SmallFile.kindOf(file) == Kind.MISSING) {
            return Optional.of(gitDirectory);
        }
        try {
            String named = withoutLineEnds(file, bases);
            Optional<Path> common = bases.resolve(file, named, named, gitDirectory);
            if (common.isEmpty()) {
                findings.refused(file, named, UNSEEN);
            }
            return common;
        } catch (IOException e) {
            findings.refused(file, "commondir", "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Whether git may take it for one. git looks at what is in HEAD, but takes a file for {@code
     * refs} that can be executed.
     */
    static boolean isGitDirectory(Path directory) {
        return isThere(directory, "HEAD")
                && (isThere(directory, "commondir")
                        || isThere(directory, "objects") && isThere(directory, "refs"));
    }

    private static boolean isThere(Path directory, String name) {
        return SmallFile.kindOf(directory.resolve(name)) != Kind.MISSING;
    }
}
