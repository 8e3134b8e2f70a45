package io.github.landlauncher.it.escape;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Status;
import java.util.List;
import java.util.Optional;

/**
 * The lines of an Enforcement that speak about an attempt.
 *
 * @param lines what the lines are about; the first that is in a report is the one that counts. Empty
 *     for an attempt that no line is meant to be about
 * @param exception words in the reason of an enforced line which say that it does not hold for the
 *     attempt; {@code may pass} or {@code unless} in them says that both is possible
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
     * What is wrong with a report if this was the result; empty if they agree. Of what a policy for
     * an older ABI does not ask for, the report need not speak.
     *
     * @param whole whether the policy asked for all that the kernel can do
     */
    Optional<String> complaint(List<Line> report, Result result, boolean whole) {
        Optional<Line> own =
                lines.stream()
                        .flatMap(what -> report.stream().filter(line -> line.what().equals(what)))
                        .findFirst();
        if (own.isEmpty()) {
            boolean untold = whole && result.isOpen() && !lines.isEmpty();
            return Optional.of("open, and no line is about " + String.join(" or ", lines))
                    .filter(text -> untold);
        }
        boolean covers = covers(own.get());
        if (covers != result.isOpen() || mayPass(own.get()) || !result.isOpen() && anyCovers(report)) {
            return Optional.empty();
        }
        String seen = result.isOpen() ? "open" : "refused, " + result.detail();
        return Optional.of(seen + ", but the report says: " + own.get());
    }

    /** What one line does not cover another may. */
    private boolean anyCovers(List<Line> report) {
        return report.stream().anyMatch(line -> lines.contains(line.what()) && covers(line));
    }

    private boolean covers(Line line) {
        boolean enforced = line.status() == Status.ENFORCED || line.status() == Status.STRICTER;
        return enforced && exception.map(words -> !line.reason().contains(words)).orElse(true);
    }

    private boolean mayPass(Line line) {
        return exception
                .filter(words -> words.contains("may pass") || words.contains("unless"))
                .filter(line.reason()::contains)
                .isPresent();
    }
}
