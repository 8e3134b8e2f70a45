package io.github.landlauncher.linux;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.spi.StepFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the exceptions for failed steps: the JDK's words first, then what we know beyond them. */
final class Failure {

    private Failure() {}

    /** A failed call, explained by {@link Advice}. */
    static StepFailedException of(Libc libc, StartStep step, int errno) {
        return of(libc, step, errno, List.of());
    }

    /** A failed call with an explanation of its own. */
    static StepFailedException of(Libc libc, StartStep step, int errno, List<String> explanation) {
        return of(step, errno, text(libc, errno), explanation);
    }

    /** A failed call about a rule, which the message's first line names. */
    static StepFailedException ofRule(Libc libc, Object rule, StartStep step, int errno) {
        return of(step, errno, "rule \"" + rule + "\": " + text(libc, errno), List.of());
    }

    private static StepFailedException of(
            StartStep step, int errno, String message, List<String> explanation) {
        List<String> lines = new ArrayList<>(explanation);
        if (explanation.isEmpty()) {
            lines.add(Advice.of(step, errno));
        }
        lines.add("See docs/errors.md#" + anchor(step, errno));
        return new StepFailedException(step, errno, message, lines);
    }

    /** A failure that is not a call's. */
    static StepFailedException of(StartStep step, String message, String... explanation) {
        List<String> lines = new ArrayList<>(List.of(explanation));
        lines.add("See docs/errors.md#" + anchor(step, 0));
        return new StepFailedException(step, 0, message, lines);
    }

    /** The JDK's text for an errno: {@code "error=2, No such file or directory"}. */
    static String text(Libc libc, int errno) {
        return "error=" + errno + ", " + strerror(libc, errno);
    }

    static String strerror(Libc libc, int errno) {
        return Encoding.string(libc.strerror(errno));
    }

    /** The section of docs/errors.md: the step's, or that of step and errno if there is one. */
    static String anchor(StartStep step, int errno) {
        String section = step.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Advice.knows(step, errno)
                ? section + "-" + Errno.name(errno).toLowerCase(Locale.ROOT)
                : section;
    }
}
