package io.github.landlauncher.explain;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells of attempts what the sandbox denies: what the policy does not allow, though owner and mode of
 * the files, capabilities and what is there already would let it happen.
 *
 * <p>What would fail without the sandbox too is not told, nor what best effort had to leave out, since
 * the kernel does not deny that. Access control lists and the flags of chattr(1) are not looked at.
 */
public final class DenialReporter implements OperationListener {

    private final Function<Operation, Explanation> evaluator;
    private final Supplier<FileFacts> facts;
    private final Consumer<? super Denial> denials;
    private final Consumer<String> unseen;

    private DenialReporter(
            Function<Operation, Explanation> evaluator,
            Supplier<FileFacts> facts,
            Consumer<? super Denial> denials,
            Consumer<String> unseen) {
        this.evaluator = evaluator;
        this.facts = facts;
        this.denials = Objects.requireNonNull(denials, "denials");
        this.unseen = Objects.requireNonNull(unseen, "unseen");
    }

    /**
     * A reporter for programs that run under the evaluator's policy, on its kernel.
     *
     * @param denials is told of each denial, also when one is just like the one before
     * @param unseen is told why something could not be seen
     */
    public static DenialReporter of(
            Explainer explainer, Consumer<? super Denial> denials, Consumer<String> unseen) {
        return of(explainer::explain, FoundFacts::new, denials, unseen);
    }

    static DenialReporter of(
            Function<Operation, Explanation> evaluator,
            Supplier<FileFacts> facts,
            Consumer<? super Denial> denials,
            Consumer<String> unseen) {
        return new DenialReporter(evaluator, facts, denials, unseen);
    }

    @Override
    public void attempted(Attempt attempt) {
        Explanation explanation = evaluator.apply(attempt.operation());
        if (!explanation.allowed() && ordinary(attempt).permit(explanation)) {
            denials.accept(new Denial(
                    attempt.pid(), attempt.executable(), attempt.systemCall(), explanation));
        }
    }

    private OrdinaryPermissions ordinary(Attempt attempt) {
        return new OrdinaryPermissions(facts.get(), attempt.subject(), attempt.pid());
    }

    @Override
    public void unseen(String why) {
        unseen.accept(why);
    }
}
