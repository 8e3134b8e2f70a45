package io.github.landlauncher.spi;

import java.nio.ByteBuffer;

/**
 * A program's standard input, written to by the thread that serves its streams. All methods may be
 * called by any thread, and none blocks. If standard input is no pipe, it is closed from the start.
 */
public interface ProcessInput {

    /** How many bytes are transferred at once, at most. */
    int CAPACITY = 65536;

    /**
     * Has {@link StreamListener#inputReady} called when there is room.
     *
     * @throws IllegalStateException if the input is closed
     */
    void want();

    /**
     * Writes the bytes from position to limit, after those of earlier calls; the buffer is the
     * launcher's until it has no bytes remaining.
     *
     * @throws IllegalStateException if the input is closed, or {@link #closeWhenWritten} was called
     */
    void write(ByteBuffer bytes);

    /**
     * Closes the input when everything has been written. If it is closed already, that has no
     * effect.
     *
     * @throws IllegalStateException if this was called before
     */
    void closeWhenWritten();

    /** Closes the input, whatever has not been written is dropped. Closing again has no effect. */
    void closeNow();

    /** Whether something has not been written yet, or the input is about to be closed. */
    boolean hasPending();
}
