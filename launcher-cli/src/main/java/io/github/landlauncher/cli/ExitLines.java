package io.github.landlauncher.cli;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.DeniedFile;
import io.github.landlauncher.explain.EndedProgram;
import io.github.landlauncher.explain.ExitExplainer;
import io.github.landlauncher.explain.Explanation;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What to say of a program that has ended, whose output nobody but itself has seen. */
final class ExitLines {

    private static final byte[] NOTHING_SEEN = {};

    static final String LIBRARY_PATH = "LD_LIBRARY_PATH";

    private ExitLines() {}

    /**
     * A line for each file that the policy keeps a program from being executed by; mostly none.
     *
     * @param passed whether the program got LD_LIBRARY_PATH, if it was set
     */
    static List<String> of(SandboxedProcessBuilder builder, boolean passed, int exitValue) {
        try {
            return lines(ExitExplainer.explain(
                    program(builder, passed), exitValue, NOTHING_SEEN, () -> builder.policy().explainer()));
        } catch (RuntimeException e) {
            return List.of(); // the program's exit status is worth more than an explanation
        }
    }

    private static List<String> lines(List<Explanation> explanations) {
        return explanations.stream()
                .flatMap(explanation -> DeniedFile.in(explanation).stream())
                .map(DeniedFile::advice)
                .distinct()
                .map(advice -> "landlauncher: " + CommandLineAdvice.of(advice))
                .toList();
    }

    private static EndedProgram program(SandboxedProcessBuilder builder, boolean passed) {
        Path directory = Path.of(Optional.ofNullable(builder.directory()).map(File::getPath).orElse(""));
        return new EndedProgram(
                builder.command(),
                directory.toAbsolutePath(),
                Optional.ofNullable(System.getenv("PATH")),
                passed ? Optional.ofNullable(builder.environment().get(LIBRARY_PATH)) : Optional.empty());
    }
}
