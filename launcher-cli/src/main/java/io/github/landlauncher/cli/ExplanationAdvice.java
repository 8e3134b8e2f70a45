package io.github.landlauncher.cli;

import io.github.landlauncher.explain.Explanation;
import io.github.landlauncher.explain.Suggestion;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation in the words of the command line, or of files where it has none. */
final class ExplanationAdvice {

    private ExplanationAdvice() {}

    /**
     * The text.
     *
     * @param files whether the policy is in files, which options add nothing to
     */
    static String of(Explanation explanation, boolean files) {
        StringBuilder text = new StringBuilder(CommandLineAdvice.of(explanation.toString())).append('\n');
        List<String> toml = explanation.suggestions().stream()
                .filter(suggestion -> files || !isOption(suggestion))
                .map(Suggestion::toml)
                .filter(lines -> !lines.isEmpty())
                .toList();
        if (!toml.isEmpty()) {
            text.append("In a policy file that is\n").append(toml.stream()
                    .flatMap(String::lines)
                    .map(line -> "  " + line + "\n")
                    .collect(Collectors.joining()));
        }
        return text.toString();
    }

    private static boolean isOption(Suggestion suggestion) {
        return !CommandLineAdvice.of(suggestion.java()).equals(suggestion.java());
    }
}
