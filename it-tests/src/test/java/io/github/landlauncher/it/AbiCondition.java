package io.github.landlauncher.it;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.util.OptionalInt;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides whether a test that {@link RequiresAbi} names an ABI for is run, skipped or failed. */
public final class AbiCondition implements ExecutionCondition {

    private static final String PROPERTY = "landlauncher.requireAbi";

    /** The ABI that this machine was said to have, if anything was said. */
    public static OptionalInt requiredOfThisMachine() {
        String value = System.getProperty(PROPERTY, "").strip();
        return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return findAnnotation(context.getElement(), RequiresAbi.class)
                .map(need -> judge(need.value(), KernelAbi.current(), requiredOfThisMachine()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no Landlock ABI"));
    }

    /**
     * The decision itself.
     *
     * @throws AssertionError if the kernel lacks both the test's ABI and the machine's
     */
    static ConditionEvaluationResult judge(int needed, int kernel, OptionalInt machine) {
        String reason = "needs Landlock ABI " + needed + ", this kernel has " + kernel;
        if (kernel >= needed) {
            return ConditionEvaluationResult.enabled(reason);
        }
        if (machine.isPresent() && kernel < machine.getAsInt()) {
            throw new AssertionError(
                    "The test " + reason + ", and " + PROPERTY + "=" + machine.getAsInt()
                            + " forbids to skip it");
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
