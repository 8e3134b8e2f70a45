package io.github.landlauncher.it.kernels;

import io.github.landlauncher.it.kernels.TestResult.Outcome;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes a line for each test that has ended or was skipped, as it happens. A class that fails before
 * or after its tests is a failed test more, and one that is skipped stands for all of its tests.
 */
final class ResultWriter implements TestExecutionListener {

    private static final String ASSUMED = "Assumption failed: ";

    private final ResultLines results;
    private final PrintStream progress;
    private final Map<String, Long> starts = new HashMap<>();
    private TestPlan plan;

    ResultWriter(ResultLines results, PrintStream progress) {
        this.results = results;
        this.progress = progress;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        List<TestIdentifier> tests = plan.getDescendants(test).stream()
                .filter(inner -> plan.getChildren(inner).isEmpty())
                .toList();
        for (TestIdentifier each : tests.isEmpty() ? List.of(test) : tests) {
            write(Outcome.SKIPPED, each, reason);
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        starts.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!test.isTest() && result.getStatus() == Status.SUCCESSFUL) {
            return;
        }
        switch (result.getStatus()) {
            case SUCCESSFUL -> write(Outcome.PASSED, test, "");
            case ABORTED -> write(Outcome.SKIPPED, test, result.getThrowable()
                    .map(Throwable::getMessage)
                    .map(reason -> reason.startsWith(ASSUMED) ? reason.substring(ASSUMED.length()) : reason)
                    .orElse(""));
            case FAILED -> {
                write(Outcome.FAILED, test, result.getThrowable().map(Throwable::toString).orElse(""));
                result.getThrowable().ifPresent(failure -> failure.printStackTrace(progress));
            }
        }
    }

    private void write(Outcome outcome, TestIdentifier test, String reason) {
        Long start = starts.get(test.getUniqueId());
        long millis = start == null ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        progress.println(results.test(
                new TestResult(outcome, type(test), name(test), reason, millis)));
    }

    private static String type(TestIdentifier test) {
        return test.getSource().map(ResultWriter::className).map(ResultWriter::simple).orElse("");
    }

    private static String className(TestSource source) {
        if (source instanceof MethodSource method) {
            return method.getClassName();
        }
        return source instanceof ClassSource type ? type.getClassName() : source.toString();
    }

    /** The part of a class's name after its package. */
    static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** The test's own name, after those of the methods that it is a case of. */
    private String name(TestIdentifier test) {
        Deque<String> names = new ArrayDeque<>();
        Optional<TestIdentifier> each = Optional.of(test);
        while (each.isPresent() && (each.get() == test || isMethod(each.get()))) {
            names.addFirst(each.get().getDisplayName());
            each = plan.getParent(each.get());
        }
        return String.join(": ", names);
    }

    private static boolean isMethod(TestIdentifier test) {
        return test.getSource().filter(MethodSource.class::isInstance).isPresent();
    }
}
