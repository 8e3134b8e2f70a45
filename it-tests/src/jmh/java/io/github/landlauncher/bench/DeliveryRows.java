package io.github.landlauncher.bench;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** How long it takes from a start until the caller, or the handler, has the exit value. */
final class DeliveryRows {

    private static final double MEDIAN = 1.2;
    private static final double MOST = 1.5;
    private static final int MILLIS = 5_000;

    private final EnduranceScale scale;

    DeliveryRows(EnduranceScale scale) {
        this.scale = scale;
    }

    void measure(Consumer<Row> rows) throws IOException {
        StartJvm.forEach(jvms -> {
            for (StartJvm jvm : jvms) {
                jvm.times(scale.starts(), MILLIS);
            }
            Map<FrontEnd, Times> times = new EnumMap<>(FrontEnd.class);
            for (FrontEnd frontEnd : FrontEnd.values()) {
                times.put(frontEnd, new Times());
            }
            for (int round = 0; round < scale.rounds(); round++) {
                measure(jvms, times);
                Collections.reverse(jvms);
            }
            for (FrontEnd frontEnd : FrontEnd.values()) {
                if (frontEnd != FrontEnd.SANDBOXED) {
                    rows.accept(row("median", frontEnd, MEDIAN, times, each -> each.median.get(),
                            each -> each.medianRatio.get()));
                    rows.accept(row("95th percentile", frontEnd, MOST, times, each -> each.most.get(),
                            each -> each.mostRatio.get()));
                }
            }
        });
    }

    /** Of one front end in all rounds; the ratios are those to SandboxedProcessBuilder. */
    private static final class Times {
        private final Median median = new Median();
        private final Median most = new Median();
        private final Median medianRatio = new Median();
        private final Median mostRatio = new Median();
    }

    private void measure(List<StartJvm> jvms, Map<FrontEnd, Times> times) throws IOException {
        Map<FrontEnd, StartJvm.Times> round = new EnumMap<>(FrontEnd.class);
        for (StartJvm jvm : jvms) {
            round.put(jvm.frontEnd(), jvm.times(scale.starts(), MILLIS));
        }
        StartJvm.Times base = round.get(FrontEnd.SANDBOXED);
        round.forEach((frontEnd, each) -> {
            Times all = times.get(frontEnd);
            all.median.add(each.median());
            all.most.add(each.most());
            all.medianRatio.add(each.median() / base.median());
            all.mostRatio.add(each.most() / base.most());
        });
    }

    private static Row row(String what, FrontEnd frontEnd, double budget, Map<FrontEnd, Times> times,
            ToDoubleFunction<Times> time, ToDoubleFunction<Times> ratio) {
        Times own = times.get(frontEnd);
        String title =
                Row.text("start to exit, %s, %s / SandboxedProcessBuilder", what, frontEnd.title());
        String detail = Row.text("%.0f / %.0f us",
                time.applyAsDouble(own), time.applyAsDouble(times.get(FrontEnd.SANDBOXED)));
        return frontEnd.sandboxes()
                ? Row.atMost(title, ratio.applyAsDouble(own), budget, detail)
                : Row.told(title, Row.text("%.2f (%s)", ratio.applyAsDouble(own), detail));
    }
}
