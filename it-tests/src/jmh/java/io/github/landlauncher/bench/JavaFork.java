package io.github.landlauncher.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fresh JVM with the options and the class path of this one, which writes its errors where this
 * one does.
 *
 * @param options what it has beyond the options of this one
 * @param main the class that is run
 * @param arguments what it is told
 */
record JavaFork(List<String> options, Class<?> main, String... arguments) {

    /** Starts it, with pipes for input and output. */
    Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }

    /**
     * Runs it to its end, without input; what it printed.
     *
     * @throws IOException if it cannot be started, or its exit value is not 0
     */
    String run() throws IOException, InterruptedException {
        Process process = start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the JVM for " + main.getSimpleName() + " failed");
        }
        return output;
    }
}
