package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Tells when the last of a tree has ended, even of one whose processes are never the same: a pipe
 * that all inherit as standard error comes to its end then.
 */
final class Lifeline implements AutoCloseable {

    private final Path fifo;
    private final Process reader;

    /** Makes the pipe in a directory. */
    Lifeline(Path directory) throws IOException, InterruptedException {
        fifo = directory.resolve("lifeline");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        reader = new ProcessBuilder("cat", fifo.toString()).start();
    }

    /** To be the standard error of a tree, and of one only. */
    Redirect redirect() {
        return Redirect.to(fifo.toFile());
    }

    /** Whether somebody still holds the pipe. */
    boolean isHeld() {
        return reader.isAlive();
    }

    /** Fails unless nobody holds the pipe any more, as the reader learns a moment later. */
    void assertReleased() throws InterruptedException {
        assertThat(reader.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        reader.destroyForcibly();
    }
}
