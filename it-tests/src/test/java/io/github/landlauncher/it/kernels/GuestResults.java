package io.github.landlauncher.it.kernels;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.it.kernels.TestResult.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a guest wrote down, see {@link ResultLines}.
 *
 * @param facts what it says about itself, by the first word of the line
 * @param samples what became of the sample policies; only those of which all is known
 * @param tests what came of the tests, in their order
 * @param isWhole whether all is there that the guest had to say, the last line included
 */
record GuestResults(
        Map<String, String> facts,
        Map<SamplePolicy, SampleResult> samples,
        List<TestResult> tests,
        boolean isWhole) {

    GuestResults {
        facts = Map.copyOf(facts);
        samples = Map.copyOf(samples);
        tests = List.copyOf(tests);
    }

    /** Reads the lines of a file; one that makes no sense leaves what is before it, which is not whole. */
    static GuestResults parse(List<String> lines) {
        return new Parser().parse(lines);
    }

    /** What the guest says about itself, a question mark if it does not. */
    String fact(String word) {
        return facts.getOrDefault(word, "?");
    }

    /** How many tests came to this. */
    long count(Outcome outcome) {
        return tests.stream().filter(test -> test.outcome() == outcome).count();
    }

    private static final class Parser {

        private final Map<String, String> facts = new LinkedHashMap<>();
        private final Map<SamplePolicy, SampleResult> samples = new EnumMap<>(SamplePolicy.class);
        private final List<TestResult> tests = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();
        private Optional<Level> level = Optional.empty();
        private boolean ended;

        GuestResults parse(List<String> file) {
            boolean sound = true;
            for (String line : file) {
                try {
                    // Nothing may come after the end.
                    sound = !ended && take(line.split("\t", -1));
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    sound = false;
                }
                if (!sound) {
                    break;
                }
            }
            return new GuestResults(facts, samples, tests, sound && ended);
        }

        /** Takes the words of a line; false if they are not those of a line. */
        private boolean take(String[] words) {
            switch (words[0]) {
                case GuestFacts.POLICY -> {
                    level = Optional.of(Level.valueOf(words[2]));
                    lines.clear();
                }
                case GuestFacts.LINE -> lines.add(new Line(
                        words[2], Status.valueOf(words[3]), Mechanism.valueOf(words[4]), words[5]));
                case GuestFacts.START -> samples.put(
                        SamplePolicy.valueOf(words[1]),
                        new SampleResult(level.orElseThrow(IllegalArgumentException::new), lines, words[2]));
                case "PASSED", "FAILED", "SKIPPED" -> tests.add(new TestResult(
                        Outcome.valueOf(words[0]), words[1], words[2], words[3], Long.parseLong(words[4])));
                case ResultLines.END -> {
                    ended = true;
                    return Integer.parseInt(words[1]) == tests.size();
                }
                default -> facts.put(words[0], words[1]);
            }
            return true;
        }
    }
}
