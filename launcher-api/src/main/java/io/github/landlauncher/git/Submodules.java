package io.github.landlauncher.git;

import io.github.landlauncher.git.SmallFile.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the git directories that git may use when it is run in a repository: its own, and those of
 * submodules, in which it runs itself for {@code status} and others.
 */
final class Submodules {

    /** More directories than this are not looked at. */
    static final int MAX = 20_000;

    private final Layout layout;
    private final Bases bases;
    private final Findings findings;
    private final Set<Path> found = new LinkedHashSet<>();
    private int seen;

    Submodules(Layout layout, Bases bases, Findings findings) {
        this.layout = layout;
        this.bases = bases;
        this.findings = findings;
    }

    /** The git directories, those of the repository first. */
    Set<Path> gitDirectories() {
        found.addAll(layout.gitDirectories());
        for (Path directory : layout.gitDirectories()) {
            searchModulesOf(directory);
        }
        if (!layout.bare()) {
            checkedOut(layout.topLevel());
        }
        return found;
    }

    private void searchModulesOf(Path gitDirectory) {
        search(gitDirectory.resolve("modules"));
        for (Path worktree : directories(gitDirectory.resolve("worktrees"))) {
            found.add(worktree);
            search(worktree.resolve("modules"));
        }
    }

    /** Names of submodules may have slashes, and submodules submodules. */
    private void search(Path top) {
        Deque<Path> left = new ArrayDeque<>(directories(top));
        while (!left.isEmpty()) {
            Path directory = left.remove();
            if (Discovery.isGitDirectory(directory)) {
                found.add(directory);
                left.addAll(directories(directory.resolve("modules")));
                for (Path worktree : directories(directory.resolve("worktrees"))) {
                    found.add(worktree);
                    left.addAll(directories(worktree.resolve("modules")));
                }
            } else {
                left.addAll(directories(directory));
            }
        }
    }

    private Set<Path> directories(Path parent) {
        Set<Path> directories = new LinkedHashSet<>();
        if (SmallFile.kindOf(parent) == Kind.LINK) {
            findings.refused(parent, "a symbolic link", "git makes none there");
        }
        if (SmallFile.kindOf(parent) != Kind.DIRECTORY) {
            return directories;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                if (++seen > MAX) {
                    findings.refused(parent, entry.getFileName().toString(), "more than " + MAX + " files");
                    break;
                }
                switch (SmallFile.kindOf(entry)) {
                    case DIRECTORY -> directories.add(entry);
                    case LINK -> findings.refused(entry, "a symbolic link", "git makes none there");
                    case PLAIN, OTHER, MISSING -> {}
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            findings.refused(parent, "its contents", "cannot be read: " + e.getMessage());
        }
        return directories;
    }

    /** Submodules with a directory {@code .git} of their own, where .gitmodules has them. */
    private void checkedOut(Path workTree) {
        Path file = workTree.resolve(".gitmodules");
        if (SmallFile.kindOf(file) != Kind.PLAIN) {
            return;
        }
        try {
            for (ConfigEntry entry : ConfigReader.read(SmallFile.read(file)).entries()) {
                if (entry.section().equals("submodule") && entry.name().equals("path")) {
                    checkedOut(file, workTree, entry);
                }
            }
        } catch (IOException e) {
            findings.refused(file, "its contents", "cannot be read: " + e.getMessage());
        }
    }

    private void checkedOut(Path file, Path workTree, ConfigEntry entry) {
        String named = SmallFile.text(entry.text().getBytes(StandardCharsets.ISO_8859_1)).orElse("");
        if (named.isEmpty() || SmallFile.kindOf(workTree.resolve(named)) == Kind.MISSING) {
            return;
        }
        Optional<Path> directory = bases.resolve(file, entry.described(), named, workTree);
        if (directory.isPresent() && SmallFile.kindOf(directory.get().resolve(".git")) == Kind.DIRECTORY) {
            Path gitDirectory = directory.get().resolve(".git");
            if (found.add(gitDirectory)) {
                searchModulesOf(gitDirectory);
                checkedOut(directory.get());
            }
        }
    }
}
