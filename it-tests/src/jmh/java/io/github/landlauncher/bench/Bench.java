package io.github.landlauncher.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures everything there is a budget for, and prints one table. */
final class Bench {

    private final List<Row> rows = new ArrayList<>();

    private Bench() {}

    /**
     * Takes {@code --quick}, and {@code watching} to measure nothing else, and the system properties
     * {@code bench.start} and {@code bench.opens} (the C programs), {@code bench.helper} (the helper, beside the guard) and {@code bench.sources} (the
     * directory of their sources).
     */
    public static void main(String[] args) throws Exception {
        boolean quick = List.of(args).contains("--quick");
        boolean watching = List.of(args).contains("watching");
        if (args.length > (quick ? 1 : 0) + (watching ? 1 : 0)) {
            System.err.println("usage: bench [--quick] [watching]");
            System.exit(2);
        }
        Scale scale = quick ? Scale.QUICK : Scale.FULL;
        String machine = Machine.describe();
        Bench bench = new Bench();
        (watching ? bench.measureWatching(scale) : bench.measure(scale)).print(machine, quick);
    }

    private Bench measureWatching(Scale scale) throws Exception {
        progress("watched programs");
        rows.addAll(new WatchRows(scale, path("bench.opens")).measure());
        return this;
    }

    private Bench measure(Scale scale) throws Exception {
        Path helper = path("bench.helper");
        progress("starts");
        rows.addAll(new StartRows(scale, new NativeStart(path("bench.start"), helper)).measure());
        progress("recorded and logged starts");
        rows.addAll(new ObservedRows(scale).measure());
        progress("transfers");
        rows.addAll(new TransferRows(scale).measure());
        progress("threads, descriptors, growth");
        rows.addAll(new CountRows(scale).measure());
        measureWatching(scale);
        progress("first starts");
        rows.addAll(new ColdStartRows(scale).measure());
        rows.addAll(new HelperRows(path("bench.sources"), helper.getParent()).measure());
        return this;
    }

    private static void progress(String what) {
        System.err.println("measuring " + what + " ...");
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property));
    }

    private void print(String machine, boolean quick) {
        System.out.println(machine);
        if (quick) {
            System.out.println("- Quick run: too short for a verdict");
        }
        System.out.println();
        System.out.println("| row | measured | budget | met |");
        System.out.println("|---|---|---|---|");
        rows.forEach(System.out::println);
    }
}
