package io.github.landlauncher.it.kernels;

import io.github.landlauncher.it.kernels.TestResult.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in a few words why tests were skipped. */
final class SkipReasons {

    private static final Pattern ABI = Pattern.compile("needs Landlock ABI (\\d+), this kernel has \\d+");

    private SkipReasons() {}

    /** How many tests were skipped for which reason, the most frequent first: {@code "14 need ABI 6"}. */
    static String of(List<TestResult> tests) {
        Map<String, Long> counts = tests.stream()
                .filter(test -> test.outcome() == Outcome.SKIPPED)
                .collect(Collectors.groupingBy(
                        test -> reason(test.reason()), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String reason(String reason) {
        Matcher abi = ABI.matcher(reason);
        if (abi.matches()) {
            return "need ABI " + abi.group(1);
        }
        return reason.isEmpty() ? "for no reason given" : "(" + reason + ")";
    }
}
