package io.github.landlauncher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Measures the starts of one front end; each line of the input asks for one measurement. */
final class StartWorker {

    private final Form form;

    private StartWorker(Form form) {
        this.form = form;
    }

    /** Takes the name of a front end, and orders as {@link StartJvm} gives them. */
    public static void main(String[] args) throws Exception {
        StartWorker worker = new StartWorker(FrontEnd.valueOf(args[0]).form());
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            int count = Integer.parseInt(words[1]);
            int millis = Integer.parseInt(words[2]);
            System.out.println(switch (words[0]) {
                case "rate" -> worker.rate(count, millis);
                case "times" -> worker.times(count, millis);
                default -> throw new IllegalArgumentException(order);
            });
        }
        System.exit(0); // NuProcess's threads linger
    }

    /** The median and the 95th percentile, in microseconds. */
    private String times(int count, int millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Double> times = new ArrayList<>();
        do {
            times.add(form.timeTrue() / 1e3);
        } while (times.size() < count && System.nanoTime() - end < 0);
        Collections.sort(times);
        return times.get(times.size() / 2) + " " + times.get(times.size() * 95 / 100);
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
