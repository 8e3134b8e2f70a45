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

    private static final Pattern ABI = Pattern.compile("(needs )Landlock (ABI \\d+), this kernel has \\d+");

    /** What an assumption of AssertJ says of itself, and before what it found. */
    private static final Pattern ASSUMPTION =
            Pattern.compile("assumption was not met due to: \\[([^\\]]+)\\] \\| .*");
    private static final String NEEDS = "needs ";

    private SkipReasons() {}

    /** How many tests were skipped for which reason, the most frequent first: "14 need ABI 6; 1 needs IPv6". */
    static String of(List<TestResult> tests) {
        Map<String, Long> counts = tests.stream()
                .filter(test -> test.outcome() == Outcome.SKIPPED)
                .collect(Collectors.groupingBy(
                        test -> reason(test.reason()), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> counted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining("; "));
    }

    private static String counted(long count, String reason) {
        boolean several = count > 1 && reason.startsWith(NEEDS);
        return count + " " + (several ? "need " + reason.substring(NEEDS.length()) : reason);
    }

    private static String reason(String reason) {
        Matcher abi = ABI.matcher(reason);
        if (abi.matches()) {
            return abi.group(1) + abi.group(2);
        }
        if (reason.startsWith(NEEDS)) {
            return reason;
        }
        Matcher assumption = ASSUMPTION.matcher(reason);
        String said = assumption.matches() ? assumption.group(1) : reason;
        return said.isEmpty() ? "for no reason given" : "(" + said + ")";
    }
}
