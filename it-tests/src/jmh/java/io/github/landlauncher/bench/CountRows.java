package io.github.landlauncher.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What running children take in this JVM, and what finished ones leave. */
final class CountRows {

    private static final int FEW = 10;
    private static final int STARTERS = 4;
    private static final long GARBAGE = 512 * 1024;

    private final Scale scale;

    CountRows(Scale scale) {
        this.scale = scale;
    }

    List<Row> measure() throws IOException, InterruptedException, ExecutionException {
        Launcher.SANDBOXED.runTrue();
        List<Row> rows = new ArrayList<>();
        running(rows);
        growth(rows);
        return rows;
    }

    private void running(List<Row> rows) throws IOException, InterruptedException {
        Counts before = Counts.now();
        List<Process> children = new ArrayList<>();
        start(children, FEW);
        Counts few = Counts.now().since(before);
        start(children, scale.children() - FEW);
        Counts many = Counts.now().since(before);
        for (Process child : children) {
            Launcher.finish(child);
        }
        Counts after = Counts.now().since(before);

        rows.add(new Row("threads for running children",
                Row.text("%d for %d, %d for %d", few.threads(), FEW, many.threads(), scale.children()),
                "O(1)", many.threads() <= few.threads()));
        double each = (double) many.descriptors() / scale.children();
        rows.add(new Row("descriptors per running child",
                Row.text("%.2f", each), "<= 4", each <= 4));
        rows.add(new Row("descriptors after exit and close",
                Row.text("%d", after.descriptors()), "0", after.descriptors() == 0));
    }

    private static void start(List<Process> children, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            children.add(Launcher.SANDBOXED.start(Redirect.PIPE, "/bin/cat"));
        }
    }

    private void growth(List<Row> rows) throws IOException, InterruptedException, ExecutionException {
        ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
        try {
            run(starters, scale.growthStarts() / 10); // what is made once is made now
            Counts before = Counts.now();
            run(starters, scale.growthStarts());
            Counts grown = Counts.now().since(before);
            boolean none = grown.descriptors() == 0 && grown.children() == 0 && grown.threads() <= 0
                    && grown.heap() <= GARBAGE;
            rows.add(new Row(scale.growthStarts() + " starts", Row.text(
                    "%+d descriptors, %+d children or zombies, %+d threads, %+d KiB heap",
                    grown.descriptors(), grown.children(), grown.threads(), grown.heap() / 1024),
                    "no growth", none));
        } finally {
            starters.shutdown();
        }
    }

    private static void run(ExecutorService starters, int starts)
            throws InterruptedException, ExecutionException {
        Callable<Void> share = () -> {
            for (int i = 0; i < starts / STARTERS; i++) {
                Launcher.SANDBOXED.runTrue();
            }
            return null;
        };
        for (Future<Void> done : starters.invokeAll(Collections.nCopies(STARTERS, share))) {
            done.get();
        }
    }
}
