package io.github.landlauncher.it.programs;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import io.github.landlauncher.it.AbiCondition;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides whether a test that {@link RequiresProgram} names programs for is run, skipped or failed. */
final class ProgramCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean promised = AbiCondition.requiredOfThisMachine().isPresent();
        return findAnnotation(context.getElement(), RequiresProgram.class)
                .map(need -> judge(List.of(need.value()), SystemProgram::exists, promised))
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no program"));
    }

    /**
     * The decision itself.
     *
     * @throws AssertionError if a program is missing on a machine that was made for these tests
     */
    static ConditionEvaluationResult judge(
            List<String> needed, Predicate<String> exists, boolean promised) {
        List<String> missing = needed.stream().filter(exists.negate()).toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("has " + needed);
        }
        String reason = "needs " + missing + " in " + Arrays.toString(SystemProgram.DIRECTORIES);
        if (promised) {
            throw new AssertionError(
                    "The test " + reason + ", and landlauncher.requireAbi forbids to skip it");
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
