package io.github.landlauncher.cli.demo;

import java.util.Locale;
import java.util.Optional;

/** A way by which a repository makes git run a program of the repository's choice. */
enum Attack {
    /** {@code git checkout} runs a file of the repository. */
    POST_CHECKOUT("post-checkout hook", null),
    /** Whatever looks at the work tree asks a program what has changed. */
    FSMONITOR("core.fsmonitor", "core.fsmonitor"),
    /** {@code git add}, and what compares files with the index, pipes files through a program. */
    CLEAN("clean filter", "filter.demo.clean"),
    /** {@code git checkout} pipes files through a program. */
    SMUDGE("smudge filter", "filter.demo.smudge"),
    /** {@code git log -p} lets a program make text of a file. */
    TEXTCONV("textconv driver", "diff.demo.textconv"),
    /** {@code git diff} lets a program show the difference. */
    DIFF_EXTERNAL("diff.external", "diff.external");

    private final String title;
    private final String configurationKey;

    Attack(String title, String configurationKey) {
        this.title = title;
        this.configurationKey = configurationKey;
    }

    /** What git's manual calls it. */
    String title() {
        return title;
    }

    /** The key of the repository's configuration that takes the command; a hook has none. */
    Optional<String> configurationKey() {
        return Optional.ofNullable(configurationKey);
    }

    /** The payload's first argument, and the name in its record. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
