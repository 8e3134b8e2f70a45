package io.github.landlauncher.bench;

import io.github.landlauncher.bench.ObservedBenchmark.Listener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What it costs to have starts recorded or logged: time, and bytes that are allocated, in JVMs that
 * take turns.
 */
final class ObservedRows {

    private static final int MEDIAN = 50;
    private static final String BYTES = "gc.alloc.rate.norm";

    private final Scale scale;
    private final Map<Listener, List<Cost>> costs = new EnumMap<>(Listener.class);

    ObservedRows(Scale scale) {
        this.scale = scale;
    }

    /** What one start takes, the median and the mean. */
    private record Cost(double microseconds, double bytes) {}

    List<Row> measure() throws RunnerException {
        List<Listener> turn = new ArrayList<>(List.of(Listener.values()));
        for (int round = 0; round < scale.rounds(); round++) {
            for (Listener listener : turn) {
                costs.computeIfAbsent(listener, key -> new ArrayList<>()).add(run(listener));
            }
            Collections.reverse(turn);
        }
        return List.of(
                row("recorded by Flight Recorder", Listener.RECORDER),
                row("logged at DEBUG", Listener.LOG));
    }

    private Cost run(Listener listener) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                .include("\\.ObservedBenchmark\\.start$")
                .param("listener", listener.name())
                .addProfiler(GCProfiler.class)
                .forks(1)
                .warmupIterations(scale.warmupSeconds())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(scale.seconds())
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build()).runSingle();
        return new Cost(result.getPrimaryResult().getStatistics().getPercentile(MEDIAN), bytes(result));
    }

    @SuppressWarnings("rawtypes") // JMH's map has them
    private static double bytes(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(secondary -> secondary.getKey().endsWith(BYTES))
                .mapToDouble(secondary -> secondary.getValue().getScore())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + BYTES));
    }

    private Row row(String what, Listener listener) {
        Median ratio = new Median();
        Median bytes = new Median();
        for (int round = 0; round < scale.rounds(); round++) {
            Cost told = costs.get(listener).get(round);
            Cost nobody = costs.get(Listener.NOBODY).get(round);
            ratio.add(told.microseconds() / nobody.microseconds());
            bytes.add(told.bytes() - nobody.bytes());
        }
        Median all = new Median();
        costs.get(Listener.NOBODY).forEach(cost -> all.add(cost.bytes()));
        return Row.told("start of /bin/true, " + what + " / by nobody",
                Row.text("%.2f (%+.0f bytes to %.0f)", ratio.get(), bytes.get(), all.get()));
    }
}
