package io.github.landlauncher.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Measures the rate of starts of one front end; each line of the input asks for one measurement. */
final class RateWorker {

    private final Form form;

    private RateWorker(Form form) {
        this.form = form;
    }

    /** Takes the name of a front end, and lines of a number of threads and of milliseconds. */
    public static void main(String[] args) throws Exception {
        RateWorker worker = new RateWorker(FrontEnd.valueOf(args[0]).form());
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            System.out.println(worker.rate(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
        }
        System.exit(0); // NuProcess's threads linger
    }

    /** Until the last start that began in time has ended. */
    private double rate(int threads, int millis) throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        long begin = System.nanoTime();
        long end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
        Callable<Integer> share = () -> {
            int starts = 0;
            while (System.nanoTime() - end < 0) {
                form.runTrue();
                starts++;
            }
            return starts;
        };
        int starts = 0;
        for (Future<Integer> done : callers.invokeAll(Collections.nCopies(threads, share))) {
            starts += done.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        callers.shutdown();
        return starts / seconds;
    }
}
