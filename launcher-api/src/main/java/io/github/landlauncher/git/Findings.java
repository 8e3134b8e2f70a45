package io.github.landlauncher.git;

import io.github.landlauncher.git.GitFinding.Outcome;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects findings, each once, and no more than somebody would read. */
final class Findings {

    /** After this many the repository is refused. */
    static final int MAX = 1_000;

    /** Why a path is refused that has a tab or a carriage return. */
    static final String ANOTHER_PATH = "versions of git differ in which path this is";

    private final Set<GitFinding> found = new LinkedHashSet<>();
    private boolean full;

    void notGranted(Path file, String says, String why) {
        add(Outcome.NOT_GRANTED, file, says, why);
    }

    void refused(Path file, String says, String why) {
        add(Outcome.REFUSED, file, says, why);
    }

    void add(Outcome outcome, Path file, String says, String why) {
        if (found.size() < MAX) {
            found.add(new GitFinding(outcome, file, says, why));
        } else if (!full) {
            full = true;
            found.add(new GitFinding(Outcome.REFUSED, file, says, "more than " + MAX + " findings"));
        }
    }

    List<GitFinding> all() {
        return List.copyOf(found);
    }
}
