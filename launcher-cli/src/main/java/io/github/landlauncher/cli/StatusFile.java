package io.github.landlauncher.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A file that tells what became of a program, since an exit status alone does not: a program may
 * exit with 125 itself. It is one JSON object on a line; docs/command-line.md has the keys.
 *
 * <p>The file is emptied before anything is started, so that what an earlier run wrote is never
 * taken for this one's, and its descriptor does not reach the program.
 */
final class StatusFile implements AutoCloseable {

    private final OutputStream file;

    private StatusFile(OutputStream file) {
        this.file = file;
    }

    /**
     * Opens and empties it.
     *
     * @param path the file, or null for none
     * @throws IOException if it cannot be opened for writing
     */
    static StatusFile open(Path path) throws IOException {
        try {
            return new StatusFile(path == null
                    ? OutputStream.nullOutputStream()
                    : new FileOutputStream(path.toFile()));
        } catch (IOException e) {
            throw new IOException("cannot write the status file " + e.getMessage()
                    + "; name a file that can be made or written", e);
        }
    }

    /** Tells that nothing was started, and why. */
    void notStarted(int status, String message) throws IOException {
        write("not_started", status, message);
    }

    /** Tells how the program ended. */
    void ended(int status, boolean timedOut) throws IOException {
        write(timedOut ? "timed_out" : "exited", status, null);
    }

    private void write(String outcome, int status, String message) throws IOException {
        if (!(file instanceof FileOutputStream)) {
            return;
        }
        try (JsonGenerator json = new JsonFactory().createGenerator(file, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("outcome", outcome);
            json.writeNumberField("status", status);
            if (message != null) {
                json.writeStringField("message", message);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
