package io.github.landlauncher.git;

import io.github.landlauncher.git.GitFinding.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks through configuration files for commands, and collects what overrides them. */
final class ConfigScan {

    /** More variables than this are not overridden: the environment of a program is limited. */
    static final int MAX_OVERRIDES = 1_000;

    private static final int LONGEST_NAME = 1_000;

    private static final Set<String> INCLUDES = Set.of("include", "includeif");

    private final Bases bases;
    private final Findings findings;
    private final boolean localTransport;
    private final Map<String, String> overrides = new LinkedHashMap<>();

    /** @param localTransport whether git may fetch from repositories on this machine */
    ConfigScan(Bases bases, Findings findings, boolean localTransport) {
        this.bases = bases;
        this.findings = findings;
        this.localTransport = localTransport;
    }

    /** What must be set so that nothing runs that was found; full names of variables. */
    Map<String, String> overrides() {
        return overrides;
    }

    /** Reads a file, if it is there, and judges what it says. */
    List<ConfigEntry> scan(Path file) {
        List<ConfigEntry> entries = read(file);
        entries.forEach(entry -> judge(file, entry));
        return entries;
    }

    private List<ConfigEntry> read(Path file) {
        Optional<Path> real = switch (SmallFile.kindOf(file)) {
            case MISSING -> Optional.empty();
            case LINK -> bases.inside(file, "a symbolic link", file);
            case PLAIN, DIRECTORY, OTHER, UNKNOWN -> Optional.of(file);
        };
        if (real.isEmpty()) {
            return List.of();
        }
        try {
            ConfigReader.Contents contents = ConfigReader.read(bases.read(real.get()));
            contents.error().ifPresent(error ->
                    findings.refused(file, error, "git may understand it otherwise"));
            return contents.entries();
        } catch (IOException e) {
            findings.refused(file, "its contents", "cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private void judge(Path file, ConfigEntry entry) {
        if (INCLUDES.contains(entry.section()) && entry.name().equals("path")) {
            findings.refused(file, entry.described(), "another file's variables are not examined");
            return;
        }
        CommandKey.of(entry).ifPresent(key -> neutralise(file, entry, key));
        if (entry.section().equals("url") && entry.name().endsWith("insteadof")) {
            findings.add(Outcome.NOTED, file, entry.described(), "leads to other addresses");
        }
    }

    private void neutralise(Path file, ConfigEntry entry, CommandKey key) {
        Map<String, String> overriding = key.overriding(entry);
        if (overriding.isEmpty() && !key.isOfTransportOnly()) {
            findings.refused(file, entry.described(), "names a command, and nothing overrides it");
        } else if (localTransport && key.isOfOtherSide()) {
            findings.refused(file, entry.described(),
                    "names a command, and nothing overrides it for git-upload-pack and git-receive-pack");
        } else if (overriding.keySet().stream().anyMatch(name -> !isPlain(name))) {
            findings.refused(file, entry.described(), "names a command; its name is long, or not ASCII");
        } else if (overrides.size() >= MAX_OVERRIDES
                && !overrides.keySet().containsAll(overriding.keySet())) {
            findings.refused(file, entry.described(), "more than " + MAX_OVERRIDES + " commands");
        } else {
            overrides.putAll(overriding);
            findings.add(Outcome.NEUTRALISED, file, entry.described(), "names a command");
        }
    }

    /** Whether the environment can carry it to git without a change, in every locale. */
    private static boolean isPlain(String name) {
        return name.length() <= LONGEST_NAME && name.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
