package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockSupport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The command as users get it: {@code java -jar landlauncher.jar}. */
public final class PackedCommand {

    /** What it ended with. */
    public record Ended(int exitValue, byte[] output, String error) {

        /** Standard output as text. */
        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    private PackedCommand() {}

    /**
     * Skips the test on a kernel without Landlock, unless this machine must have it: then the test
     * runs and fails.
     */
    public static void assumeLandlock() {
        boolean required = !System.getProperty("landlauncher.requireAbi", "").isEmpty();
        Assumptions.assumeTrue(
                required || LandlockSupport.current().abi() > 0, "this kernel has no Landlock");
    }

    /** A builder for it with these arguments. */
    public static ProcessBuilder with(String... arguments) {
        return with(List.of(), arguments);
    }

    /** A builder for it with these options of the JVM and arguments. */
    public static ProcessBuilder with(List<String> jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(Path.of("target/landlauncher.jar").toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Runs it to its end without input. */
    public static Ended run(String... arguments) throws IOException, InterruptedException {
        return run(new byte[0], with(arguments));
    }

    /** Runs it to its end with this input. */
    public static Ended run(byte[] input, ProcessBuilder builder)
            throws IOException, InterruptedException {
        Path error = Files.createTempFile("landlauncher", ".stderr");
        try {
            Process process = builder.redirectError(error.toFile()).start();
            Thread writer = new Thread(() -> write(input, process));
            writer.start();
            byte[] output = process.getInputStream().readAllBytes();
            int exitValue = process.waitFor();
            writer.join();
            return new Ended(exitValue, output, Files.readString(error));
        } finally {
            Files.delete(error);
        }
    }

    private static void write(byte[] input, Process process) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            // The program ended without reading all of it: what it wrote tells the test.
        }
    }
}
