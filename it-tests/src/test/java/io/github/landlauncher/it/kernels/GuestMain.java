package io.github.landlauncher.it.kernels;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.landlauncher.it.KernelAbi;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs classes of tests on the kernel of a guest and writes down what came of each test: {@code
 * GuestMain RESULTS CLASS...}. A console launcher without what an emulated machine has no time for.
 */
public final class GuestMain {

    private GuestMain() {}

    /** Exits with 0 if the tests took place, whatever came of them. */
    public static void main(String[] arguments) throws IOException {
        List<String> classes = Arrays.asList(arguments).subList(1, arguments.length);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(classes.stream().map(name -> selectClass(name)).toList())
                .build();
        try (PrintStream results = new PrintStream(
                Files.newOutputStream(Path.of(arguments[0])), true, StandardCharsets.UTF_8)) {
            results.println("abi\t" + KernelAbi.current());
            LauncherFactory.create().execute(request, new ResultWriter(results, System.out));
        }
    }
}
