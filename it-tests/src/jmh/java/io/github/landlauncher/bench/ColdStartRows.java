package io.github.landlauncher.bench;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the first start in a JVM costs; each is measured in a fresh JVM, the launchers take turns. */
final class ColdStartRows {

    private final Scale scale;

    ColdStartRows(Scale scale) {
        this.scale = scale;
    }

    /** Milliseconds of a first start, and those of linking in it. */
    private record First(double start, double linking) {}

    List<Row> measure() throws IOException, InterruptedException {
        for (Launcher launcher : Launcher.values()) {
            run(launcher); // brings the files into the page cache
        }
        Median difference = new Median();
        Median linking = new Median();
        Map<Launcher, Median> times = new EnumMap<>(Launcher.class);
        for (int pair = 0; pair < scale.coldPairs(); pair++) {
            Map<Launcher, First> first = new EnumMap<>(Launcher.class);
            for (Launcher launcher : Launcher.values()) {
                first.put(launcher, run(launcher));
                times.computeIfAbsent(launcher, key -> new Median()).add(first.get(launcher).start());
            }
            linking.add(first.get(Launcher.SANDBOXED).linking());
            difference.add(first.get(Launcher.SANDBOXED).start() - first.get(Launcher.PLAIN).start());
        }
        int budget = Runtime.version().feature() >= 22 ? 25 : 150;
        Row start = new Row("first start in a JVM, sandboxed - plain",
                Row.text("%+.0f ms (%.0f - %.0f ms)", difference.get(),
                        times.get(Launcher.SANDBOXED).get(), times.get(Launcher.PLAIN).get()),
                Row.text("<= +%d ms", budget), difference.get() <= budget);
        return List.of(start, Row.told("of it, linking the C library and asking the kernel",
                Row.text("%.0f ms", linking.get())));
    }

    private static First run(Launcher launcher) throws IOException, InterruptedException {
        String output = new JavaFork(List.of(), FirstStart.class, launcher.name()).run();
        String[] nanoseconds = output.strip().split(" ");
        return new First(Long.parseLong(nanoseconds[0]) / 1e6, Long.parseLong(nanoseconds[1]) / 1e6);
    }
}
