package io.github.landlauncher.bench;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.OperationListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What it costs to watch a program: the same starts, and the same program that opens a file over and
 * over, with a listener that does nothing and without one, in turn and in one JVM.
 */
final class WatchRows {

    private static final String FILE = "/etc/ld.so.cache";

    /** A listener that does nothing. */
    private static final class Deaf implements OperationListener {
        @Override
        public void attempted(Attempt attempt) {}

        @Override
        public void unseen(String why) {
            throw new IllegalStateException(why);
        }
    }

    private final int pairs;
    private final Path opens;

    /**
     * Measures so many pairs of each.
     *
     * @param opens the program of opens.c
     */
    WatchRows(Scale scale, Path opens) {
        this.pairs = scale.nativeStarts() / 20;
        this.opens = opens;
    }

    List<Row> measure() throws IOException, InterruptedException {
        starts(pairs / 4); // warms up
        opens(10);
        return List.of(starts(pairs), opens(pairs / 20));
    }

    private Row starts(int count) throws IOException, InterruptedException {
        Median unwatched = new Median();
        Median watched = new Median();
        for (int pair = 0; pair < count; pair++) {
            unwatched.add(start(Launcher.sandboxed("/bin/true")));
            watched.add(start(Launcher.sandboxed("/bin/true").watchOperations(new Deaf())));
        }
        return row("start of /bin/true, watched / sandboxed", watched, unwatched);
    }

    private static double start(SandboxedProcessBuilder builder)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Launcher.finish(builder.start());
        return (System.nanoTime() - start) / 1000.0;
    }

    private Row opens(int count) throws IOException, InterruptedException {
        Median unwatched = new Median();
        Median watched = new Median();
        for (int pair = 0; pair < count; pair++) {
            unwatched.add(open(builder(20_000)));
            watched.add(open(builder(2_000).watchOperations(new Deaf())));
        }
        return row("open and close of a file, watched / sandboxed", watched, unwatched);
    }

    private SandboxedProcessBuilder builder(int count) {
        return Launcher.sandboxed(opens.toString(), FILE, Integer.toString(count))
                .policy(Launcher.policy().allowReadExecute(opens));
    }

    /** How many microseconds one takes, as the program itself says. */
    private static double open(SandboxedProcessBuilder builder)
            throws IOException, InterruptedException {
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        Launcher.finish(process);
        return Double.parseDouble(said.strip()) / 1000;
    }

    private static Row row(String what, Median watched, Median unwatched) {
        return Row.told(what, Row.text("%.2f (%.2f / %.2f us)",
                watched.get() / unwatched.get(), watched.get(), unwatched.get()));
    }
}
