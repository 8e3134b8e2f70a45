package io.github.landlauncher.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One look at a repository: where it is, what it says, and what of that is followed.
 *
 * @param layout where it is
 * @param bases where it may lead to
 * @param workTrees directories besides the top level that {@code core.worktree} leads to
 * @param alternates directories of objects that others have
 * @param overrides variables of the configuration that keep commands from being run
 * @param findings what was not simply followed
 */
record Examination(
        Layout layout,
        Bases bases,
        List<Path> workTrees,
        List<Path> alternates,
        Map<String, String> overrides,
        Findings findings) {

    /**
     * Looks at the repository in or above a directory.
     *
     * @param everywhere whether to look through the whole work tree for submodules
     */
    static Examination of(Choices choices, boolean everywhere) throws IOException {
        List<Path> allowed = new ArrayList<>();
        for (Path base : choices.bases) {
            allowed.add(Discovery.realDirectory(base));
        }
        if (choices.mode == Choices.Mode.CLONE) {
            return ofTarget(choices, allowed);
        }
        Optional<Path> ceiling = Optional.empty();
        if (choices.ceiling.isPresent()) {
            ceiling = Optional.of(Discovery.realDirectory(choices.ceiling.get()));
        }
        return of(choices, everywhere, allowed, ceiling);
    }

    private static Examination of(
            Choices choices, boolean everywhere, List<Path> allowed, Optional<Path> ceiling)
            throws IOException {
        Findings findings = new Findings();
        Discovery discovery = new Discovery(allowed, findings);
        Layout layout = discovery.find(choices.directory, ceiling);
        Bases bases = discovery.bases(layout.topLevel());
        ConfigScan scan = new ConfigScan(bases, findings, !choices.upstreams.isEmpty());
        TodoScan todo = new TodoScan(bases, findings, choices.writes());
        Submodules submodules = new Submodules(layout, bases, findings, !choices.upstreams.isEmpty());
        Set<Path> own = submodules.gitDirectories();
        Set<Path> workTrees = new LinkedHashSet<>();
        for (Path gitDirectory : own) {
            List<ConfigEntry> entries = scanned(gitDirectory, scan, todo);
            if (layout.gitDirectories().contains(gitDirectory)) {
                workTrees.addAll(workTrees(gitDirectory, entries, bases, findings));
            }
        }
        submodules.search(layout.topLevel(), everywhere);
        workTrees.forEach(workTree -> submodules.search(workTree, everywhere));
        for (Path gitDirectory : submodules.gitDirectories()) {
            if (!own.contains(gitDirectory)) {
                scanned(gitDirectory, scan, todo);
            }
        }
        for (Path upstream : choices.upstreams) {
            examineUpstream(upstream, findings);
        }
        List<Path> alternates = layout.commonDirectory()
                .map(common -> new Alternates(bases, findings).of(common.resolve("objects")))
                .orElse(List.of());
        return new Examination(
                layout, bases, List.copyOf(workTrees), alternates, Map.copyOf(scan.overrides()), findings);
    }

    /**
     * Nothing to look at yet: where a clone will be.
     *
     * @throws DirectoryNotEmptyException if there is something after all
     */
    private static Examination ofTarget(Choices choices, List<Path> allowed) throws IOException {
        Findings findings = new Findings();
        Path target = Discovery.realDirectory(choices.directory);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
            if (entries.iterator().hasNext()) {
                throw new DirectoryNotEmptyException(target + ", the target of a clone");
            }
        }
        for (Path upstream : choices.upstreams) {
            examineUpstream(upstream, findings);
        }
        // It may become a bare repository.
        Layout layout = new Layout(target, true, Optional.of(target), Optional.of(target));
        return new Examination(layout, new Discovery(allowed, findings).bases(target),
                List.of(), List.of(), Map.of(), findings);
    }

    /** Nothing is overridden in a repository that git-upload-pack is started in: it must name no command. */
    private static void examineUpstream(Path upstream, Findings findings) throws IOException {
        Path directory = Discovery.realDirectory(upstream);
        Discovery discovery = new Discovery(List.of(), findings);
        Layout layout = discovery.find(directory, Optional.ofNullable(directory.getParent()));
        ConfigScan scan = new ConfigScan(discovery.bases(layout.topLevel()), findings, true);
        for (Path gitDirectory : layout.gitDirectories()) {
            scan.scan(gitDirectory.resolve("config"));
            scan.scan(gitDirectory.resolve("config.worktree"));
        }
    }

    private static List<ConfigEntry> scanned(Path gitDirectory, ConfigScan scan, TodoScan todo) {
        List<ConfigEntry> entries = new ArrayList<>(scan.scan(gitDirectory.resolve("config")));
        entries.addAll(scan.scan(gitDirectory.resolve("config.worktree")));
        todo.scan(gitDirectory);
        return entries;
    }

    private static List<Path> workTrees(
            Path gitDirectory, List<ConfigEntry> entries, Bases bases, Findings findings) {
        List<Path> workTrees = new ArrayList<>();
        for (ConfigEntry entry : entries) {
            if (entry.key().equals("core.worktree")) {
                if (entry.dependsOnVersion()) {
                    findings.refused(gitDirectory.resolve("config"), entry.described(), Findings.ANOTHER_PATH);
                    continue;
                }
                String named = SmallFile.text(entry.text().getBytes(StandardCharsets.ISO_8859_1)).orElse("");
                bases.resolve(gitDirectory.resolve("config"), entry.described(), named, gitDirectory)
                        .ifPresent(workTrees::add);
            }
        }
        return workTrees;
    }

    /** What callers see of it. */
    GitInspection inspection() {
        return new GitInspection(layout.topLevel(), layout.gitDirectories(), alternates, findings.all());
    }
}
