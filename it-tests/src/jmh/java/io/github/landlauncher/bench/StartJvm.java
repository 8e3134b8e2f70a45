package io.github.landlauncher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM in which {@link StartWorker} starts {@code /bin/true} by one front end, when it is told to.
 * Each front end has one of its own, since NuProcess changes signals for all of a JVM; they run at
 * the same time, and only one of them has work.
 *
 * @param frontEnd the front end
 * @param process the JVM
 * @param orders what it is told
 * @param answers what it tells
 */
record StartJvm(FrontEnd frontEnd, Process process, Writer orders, BufferedReader answers)
        implements AutoCloseable {

    /** What is measured by them all. */
    @FunctionalInterface
    interface Measurement {
        void by(List<StartJvm> jvms) throws IOException;
    }

    /** Measures with one for each front end, and ends them. */
    static void forEach(Measurement measurement) throws IOException {
        List<StartJvm> jvms = new ArrayList<>();
        try {
            for (FrontEnd frontEnd : FrontEnd.values()) {
                jvms.add(start(frontEnd));
            }
            measurement.by(jvms);
        } finally {
            for (StartJvm jvm : jvms) {
                jvm.close();
            }
        }
    }

    private static StartJvm start(FrontEnd frontEnd) throws IOException {
        Process process = new JavaFork(List.of(), StartWorker.class, frontEnd.name()).start();
        return new StartJvm(frontEnd, process, process.outputWriter(), process.inputReader());
    }

    /** The starts per second by so many threads. */
    double rate(int threads, int millis) throws IOException {
        return Double.parseDouble(ask("rate " + threads + " " + millis));
    }

    /** Of so many starts, one after the other, or of those for which there was time. */
    Times times(int count, int millis) throws IOException {
        String[] words = ask("times " + count + " " + millis).split(" ");
        return new Times(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
    }

    /**
     * How long starts took, in microseconds.
     *
     * @param median the time that half of them did not need
     * @param most the time that 95 of 100 did not need
     */
    record Times(double median, double most) {}

    private String ask(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the JVM of " + frontEnd.title() + " ended");
        }
        return answer;
    }

    /** Ends it; also if it is at work. */
    @Override
    public void close() throws IOException {
        process.destroy();
        orders.close();
        answers.close();
    }
}
