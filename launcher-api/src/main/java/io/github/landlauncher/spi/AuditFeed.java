package io.github.landlauncher.spi;

import java.io.IOException;
import java.util.function.Consumer;

/** The kernel's audit records, as they come from when this was opened on. Thread-safe. */
public interface AuditFeed extends AutoCloseable {

    /**
     * Passes on the records that have arrived, and waits for none.
     *
     * @param lines is given each as a line {@code type=NUMBER audit(SECONDS:SERIAL): ...}, whose number
     *     is the kernel's and not part of what a program has written
     * @return how many times since the last call records were lost: the kernel found no room for one or
     *     more, or one was damaged
     * @throws IOException if it is closed, or the kernel gives none for another reason
     */
    long drain(Consumer<String> lines) throws IOException;

    /** Ends it; closing it twice is harmless. */
    @Override
    void close();
}
