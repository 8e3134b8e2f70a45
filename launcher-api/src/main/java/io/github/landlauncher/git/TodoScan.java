package io.github.landlauncher.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.landlauncher.git.GitFinding.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Looks for commands in what a rebase or another sequence that was interrupted has still to do. */
final class TodoScan {

    private static final List<String> FILES = List.of("rebase-merge/git-rebase-todo", "sequencer/todo");

    /** git runs git-merge-STRATEGY, which is a file of the work tree if there is a slash in it. */
    private static final String STRATEGY = "rebase-merge/strategy";

    private static final String OPTIONS = "sequencer/opts";

    private final Bases bases;
    private final Findings findings;
    private final boolean writes;

    /** @param writes whether git may write, without which it cannot go on with them */
    TodoScan(Bases bases, Findings findings, boolean writes) {
        this.bases = bases;
        this.findings = findings;
        this.writes = writes;
    }

    void scan(Path gitDirectory) {
        for (String name : FILES) {
            text(gitDirectory.resolve(name)).lines()
                    .map(String::strip)
                    .filter(line -> line.matches("(?s)(exec|x)\\s.*"))
                    .forEach(line -> add(gitDirectory.resolve(name), line, "a command to be run by --continue"));
        }
        checkStrategy(gitDirectory.resolve(STRATEGY), text(gitDirectory.resolve(STRATEGY)));
        Path options = gitDirectory.resolve(OPTIONS);
        for (ConfigEntry entry : ConfigReader.read(text(options).getBytes(ISO_8859_1)).entries()) {
            if (entry.key().equals("options.strategy")) {
                checkStrategy(options, entry.text());
            }
        }
    }

    private void checkStrategy(Path file, String strategy) {
        if (strategy.contains("/")) {
            add(file, strategy, "a strategy that --continue takes for a program of the work tree");
        }
    }

    /** The bytes of a file as characters, empty if there is none. */
    private String text(Path file) {
        if (SmallFile.kindOf(file) == SmallFile.Kind.MISSING) {
            return "";
        }
        try {
            return new String(bases.read(file), ISO_8859_1);
        } catch (IOException e) {
            add(file, "its contents", "cannot be read: " + e.getMessage());
            return "";
        }
    }

    private void add(Path file, String says, String why) {
        findings.add(writes ? Outcome.REFUSED : Outcome.NOTED, file, says, why);
    }
}
