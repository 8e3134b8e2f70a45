package io.github.landlauncher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * A JVM in which {@link RateWorker} starts programs by one front end, when it is told to.
 *
 * @param frontEnd the front end
 * @param process the JVM
 * @param orders what it is told
 * @param answers what it tells
 */
record RateJvm(FrontEnd frontEnd, Process process, Writer orders, BufferedReader answers)
        implements AutoCloseable {

    static RateJvm start(FrontEnd frontEnd) throws IOException {
        Process process = new JavaFork(List.of(), RateWorker.class, frontEnd.name()).start();
        return new RateJvm(frontEnd, process, process.outputWriter(), process.inputReader());
    }

    /** The starts per second by so many threads. */
    double rate(int threads, int millis) throws IOException {
        orders.write(threads + " " + millis + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the JVM of " + frontEnd.title() + " ended");
        }
        return Double.parseDouble(answer);
    }

    /** Ends it; also if it is at work. */
    @Override
    public void close() throws IOException {
        process.destroy();
        orders.close();
        answers.close();
    }
}
