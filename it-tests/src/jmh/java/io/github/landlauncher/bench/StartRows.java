package io.github.landlauncher.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How long a start takes. JMH measures each kind in a JVM of its own; the kinds take turns, so that
 * a busy machine is busy for all of them, and a ratio is the median of the rounds' ratios.
 */
final class StartRows {

    private static final int MEDIAN = 50;

    /** A way to start /bin/true. */
    private enum Kind {
        PLAIN,
        SANDBOXED,
        CONTAINED,
        NATIVE,
        SAME_SESSION("sandboxed, newSession(false)"),
        VFORK("plain, launchMechanism=VFORK"),
        NUPROCESS("NuProcess, no sandbox"),
        BUBBLEWRAP("ProcessBuilder and bubblewrap");

        /** The row's beginning, or null if the budgets' rows say it all. */
        private final String title;

        Kind() {
            this(null);
        }

        Kind(String title) {
            this.title = title;
        }
    }

    private final Scale scale;
    private final NativeStart nativeStart;
    private final Map<Kind, List<Double>> microseconds = new EnumMap<>(Kind.class);

    StartRows(Scale scale, NativeStart nativeStart) {
        this.scale = scale;
        this.nativeStart = nativeStart;
    }

    List<Row> measure() throws RunnerException, IOException, InterruptedException {
        List<Kind> turn = new ArrayList<>(kinds());
        for (int round = 0; round < scale.rounds(); round++) {
            for (Kind kind : turn) {
                microseconds.computeIfAbsent(kind, key -> new ArrayList<>()).add(run(kind));
            }
            Collections.reverse(turn);
        }
        // By far the slowest, and no budget: one round is enough.
        microseconds.put(Kind.NUPROCESS, List.of(run(Kind.NUPROCESS)));
        return rows();
    }

    private static List<Kind> kinds() throws InterruptedException {
        List<Kind> kinds = new ArrayList<>(List.of(
                Kind.PLAIN, Kind.SANDBOXED, Kind.CONTAINED, Kind.NATIVE, Kind.SAME_SESSION));
        if (hasVfork()) {
            kinds.add(Kind.VFORK);
        }
        if (hasBubblewrap()) {
            kinds.add(Kind.BUBBLEWRAP);
        }
        return kinds;
    }

    /** Whether this JDK still has the launch mechanism, which is going away. */
    private static boolean hasVfork() {
        try {
            Object[] mechanisms =
                    Class.forName("java.lang.ProcessImpl$LaunchMechanism").getEnumConstants();
            return Stream.of(mechanisms).anyMatch(mechanism -> mechanism.toString().equals("VFORK"));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Whether it is installed and this user may use it here. */
    private static boolean hasBubblewrap() throws InterruptedException {
        try {
            new StartBenchmark().bubblewrap();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private double run(Kind kind) throws RunnerException, IOException, InterruptedException {
        return switch (kind) {
            case PLAIN -> jmh("plain");
            case VFORK -> jmh("plain", "-Djdk.lang.Process.launchMechanism=VFORK");
            case SANDBOXED -> jmh("sandboxed");
            case CONTAINED -> jmh("contained");
            case SAME_SESSION -> jmh("sameSession");
            case NATIVE -> nativeStart.run(scale.nativeStarts());
            case NUPROCESS -> jmh("nuProcess");
            case BUBBLEWRAP -> jmh("bubblewrap");
        };
    }

    private double jmh(String method, String... jvmArguments) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("\\.StartBenchmark\\." + method + "$")
                .jvmArgsAppend(jvmArguments)
                .forks(1)
                .warmupIterations(scale.warmupSeconds())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(scale.seconds())
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        return results.iterator().next().getPrimaryResult().getStatistics().getPercentile(MEDIAN);
    }

    private List<Row> rows() {
        double budget = Runtime.version().feature() >= 22 ? 0.60 : 0.70;
        List<Row> rows = new ArrayList<>();
        rows.add(Row.atMost("start of /bin/true, sandboxed / plain",
                ratio(Kind.SANDBOXED, Kind.PLAIN), budget, times(Kind.SANDBOXED, Kind.PLAIN)));
        rows.add(Row.atMost("start of /bin/true, sandboxed / C",
                ratio(Kind.SANDBOXED, Kind.NATIVE), 1.25, times(Kind.SANDBOXED, Kind.NATIVE)));
        rows.add(Row.atMost("start of /bin/true, contained / plain",
                ratio(Kind.CONTAINED, Kind.PLAIN), 0.85, times(Kind.CONTAINED, Kind.PLAIN)));
        for (Kind other : Kind.values()) {
            if (other.title != null && microseconds.containsKey(other)) {
                rows.add(Row.told("start of /bin/true, " + other.title + " / plain", Row.text(
                        "%.2f (%s)", ratio(other, Kind.PLAIN), times(other, Kind.PLAIN))));
            }
        }
        return rows;
    }

    /** The median over the rounds that both were run in. */
    private double ratio(Kind kind, Kind base) {
        List<Double> times = microseconds.get(kind);
        Median median = new Median();
        for (int round = 0; round < times.size(); round++) {
            median.add(times.get(round) / microseconds.get(base).get(round));
        }
        return median.get();
    }

    private String times(Kind kind, Kind base) {
        return Row.text("%.0f / %.0f us", median(kind), median(base));
    }

    private double median(Kind kind) {
        Median median = new Median();
        microseconds.get(kind).forEach(median::add);
        return median.get();
    }
}
