package io.github.landlauncher.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code start.c}, the measure for what Java adds.
 *
 * @param program the compiled program
 * @param helper landlock-exec
 */
record NativeStart(Path program, Path helper) {

    private static final int WARM_UP = 200;
    private static final double NANOSECONDS = 1000;

    /** The median time of a start in microseconds. */
    double run(int starts) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), helper.toString(),
                Integer.toString(WARM_UP), Integer.toString(starts)));
        command.addAll(List.of(Launcher.rules()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException(program + " failed");
        }
        return Long.parseLong(output.split(" ")[0]) / NANOSECONDS;
    }
}
