package io.github.landlauncher.bench;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What the long measurements ask of a front end; each has its own way to do it. */
interface Form {

    /**
     * Starts {@code /bin/true}, reads what it writes to the end, and waits for its exit.
     *
     * @throws IOException if its exit value is not 0
     */
    int runTrue() throws IOException, InterruptedException;

    /**
     * Runs {@code /bin/true} likewise; the nanoseconds until its exit value was delivered, to the
     * caller or to the handler.
     *
     * @throws IOException if it is not 0
     */
    default long timeTrue() throws IOException, InterruptedException {
        long before = System.nanoTime();
        runTrue();
        return System.nanoTime() - before;
    }

    /**
     * Runs a program and collects what it writes to both of its outputs; the result is exceptional
     * if it cannot be started or its exit value is not 0.
     *
     * @param callers the threads that a form that blocks may block
     * @throws UnsupportedOperationException if this form has no sandbox
     */
    CompletableFuture<String> output(Job job, Executor callers);
}
