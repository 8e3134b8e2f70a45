package io.github.landlauncher.it.kernels;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Runs classes of tests on the kernel of a guest and writes down what came of each test: {@code
 * GuestMain RESULTS CLASS...}. A console launcher without what an emulated machine has no time for.
 */
public final class GuestMain {

    /** The slowest test takes a minute or two where nothing else is running. */
    private static final Duration STANDSTILL = Duration.ofMinutes(10);

    /** The exit status if tests stand still. */
    private static final int STOOD_STILL = 4;

    private GuestMain() {}

    /**
     * Ends normally if the tests took place, whatever came of them; with 4 if they stood still.
     *
     * @throws IOException if the results cannot be written, or it cannot be told what is running here
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (PrintStream file = new PrintStream(
                        Files.newOutputStream(Path.of(arguments[0])), true, StandardCharsets.UTF_8);
                Standstill standstill = new Standstill(
                        STANDSTILL, System.out, () -> Runtime.getRuntime().halt(STOOD_STILL))) {
            ResultLines results = new ResultLines(file);
            new GuestFacts(results).write();
            new GuestTests(results, System.out, standstill)
                    .run(Arrays.asList(arguments).subList(1, arguments.length));
            results.end();
            if (file.checkError()) {
                throw new IOException("Cannot write all results to " + arguments[0]);
            }
        }
    }
}
