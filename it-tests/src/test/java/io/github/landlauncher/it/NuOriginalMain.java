package io.github.landlauncher.it;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests that both builders must pass, and writes a line for each: its name and failure. */
final class NuOriginalMain implements TestExecutionListener {

    /** The classes of tests whose every test holds for both builders. */
    private static final List<Class<?>> FOR_BOTH = List.of(
            NuLifecycleIT.class,
            NuOutputIT.class,
            NuInputIT.class,
            NuInputEndIT.class,
            NuWaitIT.class,
            NuBuilderIT.class,
            NuArgumentsIT.class,
            NuCodecIT.class,
            NuExamplesIT.class,
            NuDifferencesIT.class);

    private final List<String> lines = new ArrayList<>();

    private NuOriginalMain() {}

    public static void main(String[] arguments) throws IOException {
        NuOriginalMain results = new NuOriginalMain();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(FOR_BOTH.stream().map(type -> selectClass(type)).toList())
                .build();
        LauncherFactory.create().execute(request, results);
        Files.write(Path.of(arguments[0]), results.lines);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String failure = result.getThrowable().map(NuOriginalMain::text).orElse("");
        if (test.isTest() || !failure.isEmpty()) {
            String type = test.getSource()
                    .map(source -> source instanceof MethodSource method ? method.getClassName() : "")
                    .orElse("");
            lines.add(type.substring(type.lastIndexOf('.') + 1) + ": " + test.getDisplayName() + "\t"
                    + failure);
        }
    }

    private static String text(Throwable failure) {
        return failure.toString().replaceAll("\\s+", " ");
    }
}
