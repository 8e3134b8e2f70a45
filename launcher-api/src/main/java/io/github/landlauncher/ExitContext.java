package io.github.landlauncher;

import io.github.landlauncher.explain.EndedProgram;
import io.github.landlauncher.explain.ExitExplainer;
import io.github.landlauncher.explain.Explanation;
import io.github.landlauncher.spi.LaunchRequest;
import java.io.File;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to keep of a start in order to explain the program's exit by it, should it fail.
 *
 * @param command the program and its arguments
 * @param directory empty for that of the JVM
 * @param searchPath PATH of the program
 * @param libraryPath LD_LIBRARY_PATH of the program
 * @param policy what it runs under
 * @param merged whether standard error is in standard output
 */
record ExitContext(
        List<String> command,
        Optional<File> directory,
        Optional<String> searchPath,
        Optional<String> libraryPath,
        SandboxPolicy policy,
        boolean merged) {

    static ExitContext of(LaunchRequest request) {
        return new ExitContext(
                request.command(),
                request.directory(),
                variable(request, "PATH"),
                variable(request, "LD_LIBRARY_PATH"),
                request.policy().orElseGet(() -> request.ruleset().orElseThrow().policy()),
                request.redirectErrorStream());
    }

    private static Optional<String> variable(LaunchRequest request, String name) {
        return Optional.ofNullable(request.environment().isPresent()
                ? request.environment().get().get(name)
                : System.getenv(name));
    }

    /** What the policy explains of an exit; nothing if that cannot be found out. */
    List<Explanation> explain(int exitValue, Captured output, Captured error) {
        if (exitValue == 0) {
            return List.of();
        }
        try {
            byte[] text = (merged ? output : error).bytes();
            return ExitExplainer.explain(program(), exitValue, text, policy::explainer);
        } catch (RuntimeException e) {
            // The result is what was asked for; an explanation is not worth losing it.
            StartRecords.logger().log(Level.DEBUG, "an exit cannot be explained", e);
            return List.of();
        }
    }

    private EndedProgram program() {
        Path where = Path.of(directory.map(File::getPath).orElse("")).toAbsolutePath();
        return new EndedProgram(command, where, searchPath, libraryPath);
    }
}
