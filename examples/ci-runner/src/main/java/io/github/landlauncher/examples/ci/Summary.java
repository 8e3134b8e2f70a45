package io.github.landlauncher.examples.ci;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The table at the end: a line for each step of each job. */
final class Summary {

    private Summary() {}

    /** The table of these results. */
    static String of(List<JobResult> results) {
        int jobWidth = width(results.stream().map(result -> result.job().name()).toList(), "job");
        int stepWidth = width(results.stream().flatMap(result -> result.steps().stream())
                .map(step -> step.step().name()).toList(), "step");
        String format = "%-" + jobWidth + "s  %-" + stepWidth + "s  %-11s  %8s  %s";
        StringBuilder table = new StringBuilder(line(format, "job", "step", "result", "time", ""));
        for (JobResult result : results) {
            for (StepResult step : result.steps()) {
                table.append(line(format, result.job().name(), step.step().name(), step.outcome().word(),
                        seconds(step.duration()), step.detail()));
            }
        }
        long passed = results.stream().filter(JobResult::passed).count();
        return table.append(passed).append(" of ").append(results.size()).append(" jobs passed\n").toString();
    }

    private static String line(String format, String... columns) {
        return String.format(Locale.ROOT, format, (Object[]) columns).stripTrailing() + "\n";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    private static int width(List<String> texts, String heading) {
        return texts.stream().mapToInt(String::length).reduce(heading.length(), Math::max);
    }
}
