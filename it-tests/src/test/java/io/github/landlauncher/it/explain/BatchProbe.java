package io.github.landlauncher.it.explain;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/**
 * The probe as a server of operations, see batch.c: it does one after the other, and answers each
 * with its errno.
 */
final class BatchProbe implements AutoCloseable {

    /** From here on an answer says that what comes before the operation has failed. */
    static final int UNDONE = 1000;

    /** What the JVM makes of the bytes of paths. */
    private static final Charset PATHS = Charset.forName(System.getProperty("sun.jnu.encoding"));

    private final Process process;
    private final OutputStream requests;
    private final DataInputStream answers;

    /** Takes over a process that runs {@link #command()}. */
    BatchProbe(Process process) {
        this.process = process;
        requests = process.getOutputStream();
        answers = new DataInputStream(process.getInputStream());
    }

    /** A probe that no sandbox holds. */
    static BatchProbe free() throws IOException {
        return new BatchProbe(
                new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** The probe, which is static where the C library allows that. */
    static Path program() {
        return Path.of(System.getProperty("landlauncher.probe")).toAbsolutePath();
    }

    static List<String> command() {
        return List.of(program().toString(), "batch");
    }

    /** Does an operation in a directory; its errno, or 0. */
    int run(Path directory, List<String> request) throws IOException {
        String text = directory + "\0" + String.join("\0", request) + "\0";
        byte[] bytes = text.getBytes(PATHS);
        requests.write(ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array());
        requests.flush();
        return answers.readInt();
    }

    /** Does an operation that must not fail. */
    void must(Path directory, String... request) throws IOException {
        int errno = run(directory, List.of(request));
        if (errno != 0) {
            throw new IOException("errno " + errno + ": " + String.join(" ", request));
        }
    }

    /** Ends the process. */
    @Override
    public void close() throws IOException {
        try {
            requests.close();
            int exitValue = process.waitFor();
            if (exitValue != 0) {
                throw new IOException("the probe has ended with " + exitValue);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the probe ends", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
