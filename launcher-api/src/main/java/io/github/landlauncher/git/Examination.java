package io.github.landlauncher.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** Looks at the repository in or above a directory. */
    static Examination of(Path directory, Optional<Path> ceiling, List<Path> allowed) throws IOException {
        Findings findings = new Findings();
        Discovery discovery = new Discovery(allowed, findings);
        Layout layout = discovery.find(directory, ceiling);
        Bases bases = discovery.bases(layout.topLevel());
        ConfigScan scan = new ConfigScan(bases, findings);
        Set<Path> workTrees = new LinkedHashSet<>();
        for (Path gitDirectory : new Submodules(layout, bases, findings).gitDirectories()) {
            List<ConfigEntry> entries = new ArrayList<>(scan.scan(gitDirectory.resolve("config")));
            entries.addAll(scan.scan(gitDirectory.resolve("config.worktree")));
            if (layout.gitDirectories().contains(gitDirectory)) {
                workTrees.addAll(workTrees(gitDirectory, entries, bases));
            }
        }
        List<Path> alternates = layout.commonDirectory()
                .map(common -> new Alternates(bases, findings).of(common.resolve("objects")))
                .orElse(List.of());
        return new Examination(
                layout, bases, List.copyOf(workTrees), alternates, Map.copyOf(scan.overrides()), findings);
    }

    /** Nothing to look at yet: where a clone will be. */
    static Examination ofTarget(Path directory, List<Path> allowed) throws IOException {
        Findings findings = new Findings();
        Path target = Discovery.realDirectory(directory);
        Layout layout = new Layout(target, false, Optional.of(target), Optional.of(target));
        return new Examination(layout, new Discovery(allowed, findings).bases(target),
                List.of(), List.of(), Map.of(), findings);
    }

    private static List<Path> workTrees(Path gitDirectory, List<ConfigEntry> entries, Bases bases) {
        List<Path> workTrees = new ArrayList<>();
        for (ConfigEntry entry : entries) {
            if (entry.key().equals("core.worktree")) {
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
