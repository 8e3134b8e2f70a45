package io.github.landlauncher.it.kernels;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.landlauncher.it.kernels.TestResult.Outcome;
import java.io.PrintStream;
import java.util.List;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs classes of tests, one after the other, without their time-outs. A class that cannot be run
 * counts as a failed test, and so does one without tests: neither may pass unnoticed.
 */
final class GuestTests {

    private final Launcher launcher = LauncherFactory.create();
    private final ResultLines results;
    private final PrintStream progress;
    private final TestExecutionListener observer;

    /**
     * Tests of which is told.
     *
     * @param observer hears of them before they are written down
     */
    GuestTests(ResultLines results, PrintStream progress, TestExecutionListener observer) {
        this.results = results;
        this.progress = progress;
        this.observer = observer;
    }

    /** Runs all tests of the classes of these full names. */
    void run(List<String> classes) {
        classes.forEach(this::run);
    }

    private void run(String name) {
        int before = results.tests();
        try {
            // Not initialised: JUnit asks first whether the class can be run here.
            Class<?> tests = Class.forName(name, false, GuestTests.class.getClassLoader());
            launcher.execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(tests))
                            .configurationParameter("junit.jupiter.execution.timeout.mode", "disabled")
                            .build(),
                    observer,
                    new ResultWriter(results, progress));
            if (results.tests() == before) {
                failed(name, "The class has no tests");
            }
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            failed(name, e.toString());
            e.printStackTrace(progress);
        }
    }

    private void failed(String name, String reason) {
        progress.println(results.test(
                new TestResult(Outcome.FAILED, ResultWriter.simple(name), "the class", reason, 0)));
    }
}
