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

    private static final String TOO_MANY = "more than " + MAX + " files to look at";

    private final Layout layout;
    private final Bases bases;
    private final Findings findings;
    private final boolean localTransport;
    private final Set<Path> found = new LinkedHashSet<>();
    private int seen;

    /** @param localTransport whether git may fetch from and push to repositories on this machine */
    Submodules(Layout layout, Bases bases, Findings findings, boolean localTransport) {
        this.localTransport = localTransport;
        this.layout = layout;
        this.bases = bases;
        this.findings = findings;
    }

    /** The git directories that are known of: those of the repository, with their submodules, at first. */
    Set<Path> gitDirectories() {
        if (found.isEmpty()) {
            layout.gitDirectories().forEach(this::add);
        }
        return new LinkedHashSet<>(found);
    }

    /**
     * Adds those of a work tree's submodules that have their git directory elsewhere.
     *
     * @param everywhere whether to look through the whole work tree, for submodules that .gitmodules
     *     does not name
     */
    void search(Path workTree, boolean everywhere) {
        named(workTree);
        if (everywhere) {
            searchDirectory(workTree);
        }
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
                if (localTransport) {
                    // As git-receive-pack starts it, a hook that is a link to a shell would run.
                    children(directory.resolve("hooks"));
                }
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
            } else if (kind == Kind.UNKNOWN) {
                findings.refused(entry, "its path", "too long to look at it");
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
                    findings.refused(parent, "its contents", TOO_MANY);
                    break;
                }
                entries.add(entry);
            }
        } catch (IOException | DirectoryIteratorException e) {
            findings.refused(parent, "its contents", "cannot be read: " + e.getMessage());
        }
        return entries;
    }

    /** The submodules that .gitmodules has, and theirs. */
    private void named(Path top) {
        Deque<Path> left = new ArrayDeque<>(List.of(top));
        while (!left.isEmpty()) {
            Path workTree = left.remove();
            for (Path submodule : namedIn(workTree)) {
                if (checkedOut(submodule)) {
                    left.add(submodule);
                }
            }
        }
    }

    private List<Path> namedIn(Path workTree) {
        Path file = workTree.resolve(".gitmodules");
        List<Path> named = new ArrayList<>();
        if (SmallFile.kindOf(file) != Kind.PLAIN) {
            return named;
        }
        try {
            ConfigReader.Contents contents = ConfigReader.read(bases.read(file));
            contents.error().ifPresent(error ->
                    findings.refused(file, error, "git may understand it otherwise"));
            for (ConfigEntry entry : contents.entries()) {
                if (entry.section().equals("submodule") && entry.name().equals("path")) {
                    if (++seen > MAX) {
                        findings.refused(file, "its contents", TOO_MANY);
                        break;
                    }
                    if (entry.dependsOnVersion()) {
                        findings.refused(file, entry.described(), Findings.ANOTHER_PATH);
                        continue;
                    }
                    String path = SmallFile.text(entry.text().getBytes(StandardCharsets.ISO_8859_1)).orElse("");
                    bases.resolveIfExists(file, entry.described(), path, workTree).ifPresent(named::add);
                }
            }
        } catch (IOException e) {
            findings.refused(file, "its contents", "cannot be read: " + e.getMessage());
        }
        return named;
    }

    /** Looks into git directories too: an index may name a submodule there. */
    private void searchDirectory(Path top) {
        Deque<Path> left = new ArrayDeque<>(List.of(top));
        while (!left.isEmpty()) {
            Path directory = left.remove();
            if (Discovery.isGitDirectory(directory)) {
                add(directory); // A remote may be a path, and a repository there a bare one.
            }
            for (Path entry : entries(directory)) {
                if (entry.endsWith(".git")) {
                    checkedOut(entry.getParent());
                }
                Kind kind = SmallFile.kindOf(entry);
                if (kind == Kind.DIRECTORY) {
                    left.add(entry);
                } else if (kind == Kind.UNKNOWN) {
                    findings.refused(entry, "its path", "too long to look at it");
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
