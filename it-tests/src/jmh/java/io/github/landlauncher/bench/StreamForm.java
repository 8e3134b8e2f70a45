package io.github.landlauncher.bench;

import java.io.IOException;

/** A form in which a program's input and output go on while it runs. */
interface StreamForm extends Form {

    /** Starts the program {@code peer}, which then answers each message with itself. */
    Conversation converse() throws IOException;

    /**
     * Has the program {@code peer} write the pattern, checks it and waits for the program's exit.
     *
     * @throws IOException if a byte is wrong or missing
     */
    void receive(long bytes) throws IOException, InterruptedException;

    /**
     * Writes the pattern to the program {@code peer}, which checks it, and waits for its exit.
     *
     * @throws IOException if a byte was wrong or missing
     */
    void send(long bytes) throws IOException, InterruptedException;
}
