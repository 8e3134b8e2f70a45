package io.github.landlauncher.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.AssertProvider;

/**
 * What a finished probe left: exit value and output. {@code assertThat(result)} of AssertJ gives a
 * {@link ProbeAssert}.
 *
 * @param command the command line, for messages
 * @param exitValue the errno of the operation, 0 if the kernel allowed it
 * @param output the bytes of standard output
 * @param error the text of standard error, which is empty unless the command line was wrong
 */
record ProbeResult(List<String> command, int exitValue, byte[] output, String error)
        implements AssertProvider<ProbeAssert> {

    /**
     * Closes the process's standard input, reads both outputs to their end and waits for its exit.
     */
    static ProbeResult of(List<String> command, Process process)
            throws IOException, InterruptedException {
        process.getOutputStream().close();
        CompletableFuture<byte[]> error =
                CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
        byte[] output = readAll(process.getInputStream());
        int exitValue = process.waitFor();
        return new ProbeResult(
                command, exitValue, output, new String(error.join(), StandardCharsets.UTF_8));
    }

    /** Standard output as text. */
    String text() {
        return new String(output, StandardCharsets.UTF_8);
    }

    /** Standard output as text, line by line. */
    List<String> lines() {
        return text().lines().toList();
    }

    @Override
    public ProbeAssert assertThat() {
        return new ProbeAssert(this);
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }

    private static byte[] readAll(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
