package io.github.landlauncher.git;

import io.github.landlauncher.git.SmallFile.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the git directories that git may use when it is run in a repository: its own, and those of
 * submodules, in which it runs itself for {@code status} and others.
 */
final class Submodules {

    /** More files than this are not looked at. */
    static final int MAX = 200_000;

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

    /**
     * The git directories, those of the repository first.
     *
     * @param everywhere whether to look through the whole work tree, for submodules that .gitmodules
     *     does not name
     */
    Set<Path> gitDirectories(boolean everywhere) {
        layout.gitDirectories().forEach(this::add);
        if (!layout.bare()) {
            named(layout.topLevel());
            if (everywhere) {
                searchWorkTree(layout.topLevel());
            }
        }
        return found;
    }

    /** Adds a git directory, the common one, and those of its submodules and linked worktrees. */
    private void add(Path gitDirectory) {
        Deque<Path> left = new ArrayDeque<>(List.of(gitDirectory));
        while (!left.isEmpty()) {
            Path directory = left.remove();
            if (found.add(directory)) {
                Discovery.common(directory, bases, findings).ifPresent(left::add);
                left.addAll(children(directory.resolve("worktrees")));
                left.addAll(modules(directory.resolve("modules")));
            }
        }
    }

    /** Names of submodules may have slashes. */
    private List<Path> modules(Path top) {
        List<Path> modules = new ArrayList<>();
        Deque<Path> left = new ArrayDeque<>(children(top));
        while (!left.isEmpty()) {
            Path directory = left.remove();
            if (Discovery.isGitDirectory(directory)) {
                modules.add(directory);
            } else {
                left.addAll(children(directory));
            }
        }
        return modules;
    }

    private List<Path> children(Path parent) {
        List<Path> children = new ArrayList<>();
        for (Path entry : entries(parent)) {
            Kind kind = SmallFile.kindOf(entry);
            if (kind == Kind.LINK) {
                findings.refused(entry, "a symbolic link", "git makes none there");
            } else if (kind == Kind.DIRECTORY) {
                children.add(entry);
            }
        }
        return children;
    }

    /** What is in a directory; nothing once too much was seen. */
    private List<Path> entries(Path parent) {
        List<Path> entries = new ArrayList<>();
        if (SmallFile.kindOf(parent) == Kind.LINK) {
            findings.refused(parent, "a symbolic link", "git makes none there");
        }
        if (SmallFile.kindOf(parent) != Kind.DIRECTORY || seen > MAX) {
            return entries;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            for (Path entry : stream) {
                if (++seen > MAX) {
                    findings.refused(parent, "its contents", "more than " + MAX + " files to look at");
                    break;
                }
                entries.add(entry);
            }
        } catch (IOException | DirectoryIteratorException e) {
            findings.refused(parent, "its contents", "cannot be read: " + e.getMessage());
        }
        return entries;
    }

    /** The submodules that .gitmodules has. */
    private void named(Path workTree) {
        Path file = workTree.resolve(".gitmodules");
        if (SmallFile.kindOf(file) != Kind.PLAIN) {
            return;
        }
        try {
            for (ConfigEntry entry : ConfigReader.read(SmallFile.read(file)).entries()) {
                if (entry.section().equals("submodule") && entry.name().equals("path")) {
                    named(file, workTree, entry);
                }
            }
        } catch (IOException e) {
            findings.refused(file, "its contents", "cannot be read: " + e.getMessage());
        }
    }

    private void named(Path file, Path workTree, ConfigEntry entry) {
        String path = SmallFile.text(entry.text().getBytes(StandardCharsets.ISO_8859_1)).orElse("");
        Optional<Path> directory = bases.resolveIfExists(file, entry.described(), path, workTree);
        if (directory.isPresent() && checkedOut(directory.get())) {
            named(directory.get());
        }
    }

    private void searchWorkTree(Path top) {
        Deque<Path> left = new ArrayDeque<>(List.of(top));
        while (!left.isEmpty()) {
            for (Path entry : entries(left.remove())) {
                if (entry.endsWith(".git")) {
                    checkedOut(entry.getParent());
                } else if (SmallFile.kindOf(entry) == Kind.DIRECTORY) {
                    left.add(entry);
                }
            }
        }
    }

    /** Adds the git directory of a submodule's work tree, if it has one that was not yet known. */
    private boolean checkedOut(Path workTree) {
        Path dotGit = workTree.resolve(".git");
        try {
            Optional<Path> directory = Discovery.follow(dotGit, bases);
            int before = found.size();
            directory.filter(Discovery::isGitDirectory).ifPresent(this::add);
            return found.size() > before;
        } catch (IOException e) {
            findings.refused(dotGit, "its contents", e.getMessage());
            return false;
        }
    }
}
