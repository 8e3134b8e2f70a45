package io.github.landlauncher.git;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A repository that {@link GitSandbox} gives no command for, because of what its files say. */
public final class GitRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient List<GitFinding> findings;

    GitRefusedException(GitInspection inspection) {
        super(message(inspection));
        findings = inspection.findings(GitFinding.Outcome.REFUSED);
    }

    /** What was refused, one or more; empty if this was serialized. */
    public List<GitFinding> findings() {
        return findings == null ? List.of() : findings;
    }

    /** What was refused, and what was not granted, as the one may come of the other. */
    private static String message(GitInspection inspection) {
        return Stream.of(GitFinding.Outcome.REFUSED, GitFinding.Outcome.NOT_GRANTED)
                .flatMap(outcome -> inspection.findings(outcome).stream())
                .map(finding -> "\n  " + finding)
                .collect(Collectors.joining(
                        "",
                        "Cannot run git safely in \"" + inspection.topLevel() + "\"",
                        "\n  Remove what is refused from the repository, or say allowRefused() to run git with"
                                + " them. See docs/git.md#refused"));
    }
}
