package io.github.landlauncher.bench;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How many starts a second several threads get. */
final class RateRows {

    private static final int[] THREADS = {1, 2, 4, 8, 16};
    private static final int WARM_UP_THREADS = 4;
    private static final double LEAST = 1;

    private final EnduranceScale scale;

    RateRows(EnduranceScale scale) {
        this.scale = scale;
    }

    void measure(Consumer<Row> rows) throws IOException {
        StartJvm.forEach(jvms -> {
            for (StartJvm jvm : jvms) {
                jvm.rate(WARM_UP_THREADS, scale.rateMillis() * 2);
            }
            for (int threads : THREADS) {
                measure(jvms, threads, rows);
            }
        });
    }

    private void measure(List<StartJvm> jvms, int threads, Consumer<Row> rows) throws IOException {
        Map<FrontEnd, Median> rates = new EnumMap<>(FrontEnd.class);
        Map<FrontEnd, Median> ratios = new EnumMap<>(FrontEnd.class);
        for (int round = 0; round < scale.rounds(); round++) {
            Map<FrontEnd, Double> rate = new EnumMap<>(FrontEnd.class);
            for (StartJvm jvm : jvms) {
                rate.put(jvm.frontEnd(), jvm.rate(threads, scale.rateMillis()));
            }
            rate.forEach((frontEnd, each) -> {
                rates.computeIfAbsent(frontEnd, key -> new Median()).add(each);
                ratios.computeIfAbsent(frontEnd, key -> new Median())
                        .add(each / rate.get(FrontEnd.PLAIN));
            });
            Collections.reverse(jvms);
        }
        for (FrontEnd frontEnd : FrontEnd.values()) {
            if (frontEnd != FrontEnd.PLAIN) {
                rows.accept(row(threads, frontEnd, ratios.get(frontEnd).get(), Row.text("%.0f / %.0f",
                        rates.get(frontEnd).get(), rates.get(FrontEnd.PLAIN).get())));
            }
        }
    }

    private static Row row(int threads, FrontEnd frontEnd, double ratio, String rates) {
        String what = Row.text("starts per second from %d thread%s, %s / ProcessBuilder",
                threads, threads == 1 ? "" : "s", frontEnd.title());
        return frontEnd.sandboxes()
                ? Row.atLeast(what, ratio, LEAST, rates)
                : Row.told(what, Row.text("%.2f (%s)", ratio, rates));
    }
}
