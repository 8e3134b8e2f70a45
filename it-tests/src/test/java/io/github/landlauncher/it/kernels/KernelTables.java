package io.github.landlauncher.it.kernels;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.it.kernels.TestResult.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of docs/kernel-abi.md that are made of what came of all kernels. */
final class KernelTables {

    /** Which releases of distributions have which ABI, as they come. */
    private static final Map<String, String> DISTRIBUTIONS = Map.of(
            "NOT_IMPLEMENTED", "Debian 11 (5.10)",
            "1", "Ubuntu 22.04 (5.15)",
            "2", "Debian 12 (6.1)",
            "4", "Ubuntu 24.04 (6.8)",
            "6", "Debian 13 (6.12)");

    /** What stands for the ABI of a kernel without one. */
    private static final List<String> WITHOUT = List.of("NOT_IMPLEMENTED", "NOT_ENABLED");

    private final List<KernelRun> runs;

    KernelTables(List<KernelRun> runs) {
        this.runs = List.copyOf(runs);
    }

    /** A row for each kernel. The cell about failures is 0, or says all that is wrong. */
    Table kernels() {
        return new Table(
                List.of("kernel", "architecture", "options", "release", "JDK", "user", "ABI",
                        "errata fixed", "passed", "failed", "skipped"),
                runs.stream().map(KernelTables::kernel).toList());
    }

    private static List<String> kernel(KernelRun run) {
        Verdict verdict = Verdict.of(run);
        long passed = run.results().map(results -> results.count(Outcome.PASSED)).orElse(0L);
        return List.of(
                "`" + run.name() + "`",
                run.architecture(),
                String.join(" ", KernelLine.telling(run.options())),
                run.release().orElse("?"),
                run.fact("java").split("\\.", 2)[0],
                run.fact("user"),
                run.abi(),
                Errata.numbers(run),
                Long.toString(passed),
                verdict.problems().isEmpty() ? "0" : String.join("; ", verdict.problems()),
                run.results().map(results -> SkipReasons.of(results.tests())).orElse(""));
    }

    /** A row for each ABI that was seen or that a distribution comes with, and for each reason of none. */
    Table abis() {
        Map<String, List<KernelRun>> seen = byAbi();
        List<String> abis = new ArrayList<>(WITHOUT);
        Arrays.stream(LandlockAbi.values()).forEach(abi -> abis.add(Integer.toString(abi.number())));
        seen.keySet().stream().filter(abi -> !abis.contains(abi)).forEach(abis::add);
        List<List<String>> rows = abis.stream()
                .filter(abi -> seen.containsKey(abi) || DISTRIBUTIONS.containsKey(abi))
                .map(abi -> List.of(
                        abi,
                        Errata.releases(seen.getOrDefault(abi, List.of())),
                        DISTRIBUTIONS.getOrDefault(abi, "")))
                .toList();
        return new Table(List.of("ABI", "seen on Linux", "comes with"), rows);
    }

    private Map<String, List<KernelRun>> byAbi() {
        Map<String, List<KernelRun>> all = new LinkedHashMap<>();
        for (String state : WITHOUT) {
            List<KernelRun> same = runs.stream().filter(run -> run.abi().equals(state)).toList();
            if (!same.isEmpty()) {
                all.put(state, same);
            }
        }
        Differences.byAbi(runs).forEach((abi, same) -> all.put(Integer.toString(abi), same));
        return all;
    }

    /** A row for each right, a column for each ABI: whether it is enforced. */
    Table rights() {
        Map<Integer, List<KernelRun>> byAbi = Differences.byAbi(runs);
        List<String> header = new ArrayList<>(List.of("right"));
        byAbi.keySet().forEach(abi -> header.add(Integer.toString(abi)));
        List<List<String>> rows = new ArrayList<>();
        for (String right : Differences.rights()) {
            List<String> row = new ArrayList<>(List.of(right));
            byAbi.values().forEach(same -> row.add(Differences.word(right, same)));
            rows.add(row);
        }
        return new Table(header, rows);
    }

    /** What becomes of a sample policy: rows for each ABI, more than one if its kernels differ. */
    Table sample(SamplePolicy policy) {
        List<List<String>> rows = new ArrayList<>();
        byAbi().forEach((abi, same) -> {
            Map<List<String>, List<KernelRun>> outcomes = same.stream()
                    .filter(run -> run.results().orElseThrow().samples().containsKey(policy))
                    .collect(Collectors.groupingBy(
                            run -> outcome(run.results().orElseThrow().samples().get(policy)),
                            LinkedHashMap::new,
                            Collectors.toList()));
            outcomes.forEach((outcome, alike) -> {
                List<String> row = new ArrayList<>(List.of(abi, outcomes.size() == 1 ? "all" : names(alike)));
                row.addAll(outcome);
                rows.add(row);
            });
        });
        return new Table(
                List.of("ABI", "on", "enforced", "dropped", "stricter", "not by Landlock"), rows);
    }

    private static String names(List<KernelRun> same) {
        return same.stream().map(KernelRun::name).collect(Collectors.joining(", "));
    }

    private static List<String> outcome(SampleResult sample) {
        return List.of(
                sample.level() == Level.NOT
                        ? "not: refused"
                        : sample.level().name().toLowerCase(Locale.ROOT),
                String.join(", ", sample.names(Status.DROPPED)),
                String.join(", ", sample.names(Status.STRICTER)),
                String.join(", ", sample.namesBeyondLandlock()));
    }
}
