package io.github.landlauncher.learn;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.Denial;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.explain.Explainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a program did under a learned policy.
 *
 * @param exitValue its exit value
 * @param learnedExitValue that of the last run that was recorded, or empty if it is not known
 * @param unexpected what it was denied although nothing says so: what it had not used before, or an error
 *     of the policy
 * @param undecided what it was denied since that is left to be decided
 * @param unseen why there may be denials that were not seen, a sentence each
 */
public record Verification(
        int exitValue,
        OptionalInt learnedExitValue,
        List<DenialReport.Repeated> unexpected,
        List<DenialReport.Repeated> undecided,
        List<String> unseen) {

    /** Copies the lists. */
    public Verification {
        Objects.requireNonNull(learnedExitValue, "learnedExitValue");
        unexpected = List.copyOf(unexpected);
        undecided = List.copyOf(undecided);
        unseen = List.copyOf(unseen);
    }

    /**
     * Of a run under a policy that has ended.
     *
     * @param learnedExitValue that of a run that was recorded, or empty
     * @param report what the run was denied
     */
    public static Verification of(
            LearnedPolicy learned, int exitValue, OptionalInt learnedExitValue, DenialReport report) {
        SandboxPolicy decided = learned.policy();
        for (Decision decision : learned.decisions()) {
            decided = decision.allowIn(decided);
        }
        Explainer explainer = decided.explainer();
        List<DenialReport.Repeated> unexpected = new ArrayList<>();
        List<DenialReport.Repeated> undecided = new ArrayList<>();
        for (DenialReport.Repeated repeated : report.denials()) {
            Denial denial = repeated.denial();
            (explainer.explain(denial.operation()).allowed() ? undecided : unexpected).add(repeated);
        }
        return new Verification(exitValue, learnedExitValue, unexpected, undecided, report.unseen());
    }

    /** Whether nothing unexpected was denied and the program exited as it did before. */
    public boolean passed() {
        return unexpected.isEmpty() && (learnedExitValue.isEmpty() || learnedExitValue.getAsInt() == exitValue);
    }

    /** The outcome, for people, in lines. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(passed() ? "under the policy the program did as before" : "under the policy the program did not do"
                + " as before");
        if (learnedExitValue.isPresent() && learnedExitValue.getAsInt() != exitValue) {
            lines.add("exit value " + exitValue + " instead of " + learnedExitValue.getAsInt());
        }
        unexpected.forEach(denial -> lines.add("denied: " + denial));
        undecided.forEach(denial -> lines.add("denied, to be decided: " + denial));
        unseen.forEach(why -> lines.add("not seen: " + why));
        return String.join("\n", lines);
    }
}
