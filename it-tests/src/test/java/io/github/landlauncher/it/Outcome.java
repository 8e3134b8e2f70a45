package io.github.landlauncher.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * What a finished program left. A character of the outputs is one byte, so that outcomes are equal
 * exactly if their bytes are.
 *
 * @param exitValue the exit value
 * @param output what the process's input stream had
 * @param error what the process's error stream had
 */
public record Outcome(int exitValue, String output, String error) {

    /** Closes the program's input, reads both outputs to their end and waits for its exit. */
    public static Outcome of(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        CompletableFuture<String> error =
                CompletableFuture.supplyAsync(() -> bytes(process.getErrorStream()));
        String output = bytes(process.getInputStream());
        return new Outcome(process.waitFor(), output, error.join());
    }

    /** The rest of a stream, one character a byte. */
    static String bytes(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
