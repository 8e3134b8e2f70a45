package io.github.landlauncher.it.kernels;

import io.github.landlauncher.it.kernels.TestResult.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of all kernels, for a terminal: a table, then why something failed, then what takes long. */
final class MatrixReport {

    /** How much of the reason of a failure is shown; all of it is in the results. */
    private static final int REASON_LINES = 6;

    private static final int SLOWEST = 5;

    private final List<KernelRun> runs;
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

    MatrixReport(List<KernelRun> runs) {
        this.runs = List.copyOf(runs);
        runs.forEach(run -> verdicts.put(run.name(), Verdict.of(run)));
    }

    /** 0 if all passed, 1 if something failed, 3 if all passed but a kernel was not to be had. */
    int status() {
        List<Verdict.Kind> kinds = verdicts.values().stream().map(Verdict::kind).toList();
        if (kinds.isEmpty() || kinds.contains(Verdict.Kind.FAILED)
                || !Differences.of(runs).isEmpty()) {
            return 1;
        }
        return kinds.contains(Verdict.Kind.MISSING) ? 3 : 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(table().toText());
        verdicts.forEach((name, verdict) -> verdict.problems()
                .forEach(problem -> text.append('\n').append(name).append(": ").append(problem)));
        text.append('\n');
        Differences.of(runs).forEach(difference -> text.append(difference).append('\n'));
        runs.forEach(run -> failures(run, text));
        slowest(text);
        return text.toString();
    }

    private Table table() {
        List<String> header = new ArrayList<>(List.of("kernel", "release", "machine", "user", "ABI",
                "errata", "verdict", "run", "passed", "failed", "skipped"));
        for (SamplePolicy sample : SamplePolicy.values()) {
            header.add(sample.name());
        }
        header.add("seconds");
        header.add("why skipped");
        return new Table(header, runs.stream().map(this::row).toList());
    }

    private List<String> row(KernelRun run) {
        List<TestResult> tests = run.results().map(GuestResults::tests).orElse(List.of());
        List<String> row = new ArrayList<>(List.of(
                run.name(), run.release().orElse("-"), run.fact("machine"), run.fact("user"),
                run.abi(), Errata.numbers(run), verdicts.get(run.name()).kind().name(),
                Long.toString(tests.size() - count(tests, Outcome.SKIPPED)),
                Long.toString(count(tests, Outcome.PASSED)),
                Long.toString(count(tests, Outcome.FAILED)),
                Long.toString(count(tests, Outcome.SKIPPED))));
        for (SamplePolicy sample : SamplePolicy.values()) {
            row.add(run.results().map(results -> results.samples().get(sample))
                    .map(SampleResult::inShort).orElse("?"));
        }
        row.add(run.seconds().isPresent() ? Integer.toString(run.seconds().getAsInt()) : "-");
        row.add(SkipReasons.of(tests));
        return row;
    }

    private static long count(List<TestResult> tests, Outcome outcome) {
        return tests.stream().filter(test -> test.outcome() == outcome).count();
    }

    private static void failures(KernelRun run, StringBuilder text) {
        run.results().map(GuestResults::tests).orElse(List.of()).stream()
                .filter(test -> test.outcome() == Outcome.FAILED)
                .forEach(test -> {
                    text.append('\n').append(run.name()).append(": ").append(test.type()).append(": ")
                            .append(test.name()).append('\n');
                    List<String> reason = List.of(test.reason().split(" \\| "));
                    reason.stream().limit(REASON_LINES)
                            .forEach(line -> text.append("    ").append(line).append('\n'));
                });
    }

    private void slowest(StringBuilder text) {
        Map<String, Long> times = new LinkedHashMap<>();
        for (KernelRun run : runs) {
            for (TestResult test : run.results().map(GuestResults::tests).orElse(List.of())) {
                times.merge(test.type() + ": " + test.name(), test.millis(), Math::max);
            }
        }
        text.append("\nSlowest tests, on the kernel where each took longest:\n");
        times.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SLOWEST)
                .forEach(entry -> text.append(
                        String.format("%8d ms  %s%n", entry.getValue(), entry.getKey())));
    }
}
