package io.github.landlauncher.git;

import io.github.landlauncher.git.GitFinding.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Looks for commands in what a rebase or another sequence that was interrupted has still to do. */
final class TodoScan {

    private static final List<String> FILES = List.of("rebase-merge/git-rebase-todo", "sequencer/todo");

    private final Findings findings;
    private final boolean writes;

    /** @param writes whether git may write, without which it cannot go on with them */
    TodoScan(Findings findings, boolean writes) {
        this.findings = findings;
        this.writes = writes;
    }

    void scan(Path gitDirectory) {
        for (String name : FILES) {
            Path file = gitDirectory.resolve(name);
            if (SmallFile.kindOf(file) != SmallFile.Kind.MISSING) {
                scanFile(file);
            }
        }
    }

    private void scanFile(Path file) {
        Outcome outcome = writes ? Outcome.REFUSED : Outcome.NOTED;
        try {
            new String(SmallFile.read(file), StandardCharsets.ISO_8859_1).lines()
                    .map(String::strip)
                    .filter(line -> line.matches("(?s)(exec|x)\\s.*"))
                    .forEach(line -> findings.add(outcome, file, line, "a command to be run by --continue"));
        } catch (IOException e) {
            findings.add(outcome, file, "its contents", "cannot be read: " + e.getMessage());
        }
    }
}
