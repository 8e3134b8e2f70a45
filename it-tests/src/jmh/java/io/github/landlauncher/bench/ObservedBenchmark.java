package io.github.landlauncher.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Start, drain and wait of {@code /bin/true} with somebody who is told of it; {@link ObservedRows}
 * runs and compares these.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class ObservedBenchmark {

    /** Who is told. */
    public enum Listener {
        /** There is no recorder, and the level is INFO. */
        NOBODY,
        /** A recording with the events of Landlauncher only. */
        RECORDER,
        /** The logger at DEBUG, with a handler that throws everything away. */
        LOG
    }

    @Param({"NOBODY", "RECORDER", "LOG"})
    public Listener listener;

    // Whoever listens must not be collected.
    private Recording recording;
    private Logger logger;

    @Setup
    public void listen() {
        switch (listener) {
            case NOBODY -> { }
            case RECORDER -> {
                recording = new Recording();
                recording.enable("io.github.landlauncher.SandboxedStart");
                recording.enable("io.github.landlauncher.SandboxedExit");
                recording.start();
            }
            case LOG -> {
                logger = Logger.getLogger("io.github.landlauncher");
                logger.setLevel(Level.FINE);
                logger.setUseParentHandlers(false);
                logger.addHandler(new Nowhere());
            }
        }
    }

    /** By Landlauncher. */
    @Benchmark
    public int start() throws IOException, InterruptedException {
        return Launcher.SANDBOXED.runTrue();
    }

    /** A handler that does nothing. */
    private static final class Nowhere extends Handler {
        Nowhere() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord logged) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
