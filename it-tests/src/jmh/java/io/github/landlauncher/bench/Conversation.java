package io.github.landlauncher.bench;

import java.io.IOException;

/** With a child that answers each message with itself. */
interface Conversation {

    /** Sends a message, which fits into a pipe, without waiting for the answer. */
    void say(byte[] message) throws IOException;

    /** Waits for as many bytes as the message has; whether they are the message. */
    boolean hear(byte[] message) throws IOException, InterruptedException;

    /** Closes the child's input, at which it ends. */
    void hangUp() throws IOException;

    /** After that, waits for its exit and closes what this JVM has of it. */
    void end() throws IOException, InterruptedException;
}
