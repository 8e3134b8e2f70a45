package io.github.landlauncher.it.escape;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Status;
import java.util.List;
import java.util.Optional;

/**
 * The lines of an Enforcement that speak about an attempt.
 *
 * @param lines what the lines are about; empty if none speaks about the attempt
 * @param exception words in the reason of an enforced line which say that it does not hold for the
 *     attempt; {@code may pass} in them says that both is possible
 */
record Claim(List<String> lines, Optional<String> exception) {

    /** No line says anything about it. */
    static final Claim NONE = new Claim(List.of(), Optional.empty());

    static Claim by(String... lines) {
        return new Claim(List.of(lines), Optional.empty());
    }

    Claim except(String words) {
        return new Claim(lines, Optional.of(words));
    }

    /**
     * What is wrong with a report if this was the result; empty if they agree. Nothing is said about
     * what a policy for an older ABI does not ask for.
     *
     * @param whole whether the policy asked for all that the kernel can do
     */
    Optional<String> complaint(List<Line> report, Result result, boolean whole) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<Line> own = report.stream().filter(line -> lines.contains(line.what())).toList();
        if (own.isEmpty()) {
            return whole
                    ? Optional.of("no line is about " + String.join(" or ", lines))
                    : Optional.empty();
        }
        if (own.stream().anyMatch(this::mayPass)) {
            return Optional.empty();
        }
        boolean covered = own.stream().anyMatch(this::covers);
        return covered == result.isOpen()
                ? Optional.of((result.isOpen() ? "open" : "refused, " + result.detail())
                        + ", but the report says: " + own)
                : Optional.empty();
    }

    private boolean covers(Line line) {
        boolean enforced = line.status() == Status.ENFORCED || line.status() == Status.STRICTER;
        return enforced && exception.map(words -> !line.reason().contains(words)).orElse(true);
    }

    private boolean mayPass(Line line) {
        return exception.filter(words -> words.contains("may pass") && line.reason().contains(words))
                .isPresent();
    }
}
