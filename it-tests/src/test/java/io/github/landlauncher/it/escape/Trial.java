package io.github.landlauncher.it.escape;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.it.Errno;
import io.github.landlauncher.it.KernelAbi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One attempt, made once. */
final class Trial {

    private final Attempt attempt;
    private Enforcement enforcement;

    private Trial(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Makes an attempt outside of every sandbox. */
    static Observation free(Attempt attempt, Scene scene) throws Exception {
        try {
            Result result = attempt.start().free(attempt, scene);
            return new Observation(attempt.name(), Observation.BASELINE, result, Optional.empty());
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(attempt + " outside of a sandbox", e);
        }
    }

    /** Makes an attempt in a sandbox. */
    static Observation sandboxed(Attempt attempt, Profile profile, LandlockAbi abi, Scene scene)
            throws Exception {
        String column = Observation.column(profile, abi);
        Trial trial = new Trial(attempt);
        try {
            Result result =
                    attempt.start().sandboxed(attempt, scene, profile.policy(scene, abi), trial);
            boolean whole = abi == LandlockAbi.of(KernelAbi.current());
            return new Observation(attempt.name(), column, result, trial.complaint(result, whole));
        } catch (SandboxStartException e) {
            return new Observation(attempt.name(), column, notStarted(e), Optional.empty());
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(attempt + ", " + column, e);
        }
    }

    /** What a failed start is: nobody has been attacked. */
    static Result notStarted(SandboxStartException failure) {
        String errno = Errno.of(failure.errno()).map(Errno::name).orElse("no errno");
        return new Result("start: " + errno, failure.getMessage());
    }

    /** Takes note of what the process that makes the attempt is said to be held to. */
    void reported(Enforcement report) {
        enforcement = report;
    }

    private Optional<String> complaint(Result result, boolean whole) {
        return attempt.claim().complaint(enforcement.lines(), result, whole);
    }

    static Result result(ProcessBuilder builder) throws IOException, InterruptedException {
        return result(builder.start());
    }

    /** Waits for the end of an attempt. What it writes fits into the pipes. */
    static Result result(Process process) throws IOException, InterruptedException {
        int exitValue = process.waitFor();
        return Result.of(exitValue, text(process.getInputStream()), text(process.getErrorStream()));
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
