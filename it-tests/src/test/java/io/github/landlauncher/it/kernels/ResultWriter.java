package io.github.landlauncher.it.kernels;

import java.io.PrintStream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Writes a line for each test that has ended or was skipped, as it happens. */
final class ResultWriter implements TestExecutionListener {

    private final PrintStream results;
    private final PrintStream progress;

    ResultWriter(PrintStream results, PrintStream progress) {
        this.results = results;
        this.progress = progress;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        write("SKIPPED", test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
        if (test.isTest() || failed) {
            write(switch (result.getStatus()) {
                case SUCCESSFUL -> "PASSED";
                case ABORTED -> "SKIPPED";
                case FAILED -> "FAILED";
            }, test, result.getThrowable().map(Throwable::toString).orElse(""));
        }
        if (failed) {
            result.getThrowable().ifPresent(failure -> failure.printStackTrace(progress));
        }
    }

    private void write(String outcome, TestIdentifier test, String reason) {
        String where = test.getSource().map(source -> source instanceof MethodSource method
                ? method.getJavaClass().getSimpleName() : source instanceof ClassSource type
                ? type.getJavaClass().getSimpleName() : source.toString()).orElse("");
        String line = String.join("\t", outcome, where, test.getDisplayName(), oneLine(reason));
        results.println(line);
        progress.println(line);
    }

    private static String oneLine(String text) {
        return text.strip().replace('\t', ' ').replaceAll("\\s*\n\\s*", " | ");
    }
}
