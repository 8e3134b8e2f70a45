package io.github.landlauncher.it.escape;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One attempt, made once. */
final class Trial {

    /** Of the policies: what the kernel lacks of it is dropped, or the filter does it. */
    private static final LandlockAbi NEWEST =
            LandlockAbi.values()[LandlockAbi.values().length - 1];

    private final Attempt attempt;
    private final Profile profile;
    private Enforcement enforcement;

    private Trial(Attempt attempt, Profile profile) {
        this.attempt = attempt;
        this.profile = profile;
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

    /** Makes an attempt in a sandbox with all that the kernel can do, and the filter in its place. */
    static Observation sandboxed(Attempt attempt, Profile profile, int current, Scene scene)
            throws Exception {
        SandboxPolicy policy = profile.policy(scene, NEWEST).bestEffort(LandlockAbi.of(current));
        return new Trial(attempt, profile).make(policy, current, true, scene);
    }

    /** Makes an attempt under Landlock alone, with what an older kernel has of it. */
    static Observation asOnOlder(Attempt attempt, LandlockAbi abi, Scene scene) throws Exception {
        SandboxPolicy policy = Profile.PLAIN.policy(scene, abi);
        return new Trial(attempt, Profile.PLAIN).make(policy, abi.number(), false, scene);
    }

    /**
     * Makes an attempt on a kernel without Landlock twice: by a policy that insists on all of it,
     * and by one that is content with any. What is open by either is open.
     */
    static Observation withoutLandlock(Attempt attempt, Profile profile, Scene scene)
            throws Exception {
        SandboxPolicy policy = profile.policy(scene, NEWEST);
        Observation strict = new Trial(attempt, profile).make(policy, 0, true, scene);
        return strict.result().isOpen()
                ? strict
                : new Trial(attempt, profile).make(policy.bestEffort(LandlockAbi.V1), 0, true, scene);
    }

    private Observation make(SandboxPolicy policy, int abi, boolean whole, Scene scene)
            throws Exception {
        String column = Observation.column(profile, abi);
        try {
            Result result = attempt.start().sandboxed(attempt, scene, policy, this);
            return new Observation(attempt.name(), column, result, complaint(result, whole));
        } catch (SandboxStartException e) {
            return new Observation(attempt.name(), column, notStarted(e), Optional.empty());
        } catch (SandboxUnavailableException e) {
            Result result = new Result(Result.UNAVAILABLE, e.getMessage());
            return new Observation(attempt.name(), column, result, Optional.empty());
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(attempt + ", " + column, e);
        }
    }

    /** What a failed start is: nobody has been attacked. */
    static Result notStarted(SandboxStartException failure) {
        String errno = Errno.of(failure.errno()).map(Errno::name).orElse("no errno");
        return new Result("start: " + errno, failure.getMessage());
    }

    /** A builder of what this trial's profile wants. */
    SandboxedProcessBuilder builder(List<String> command) {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(command);
        profile.prepare(builder);
        return builder;
    }

    /** Starts the attacker, and takes note of what it is said to be held to. */
    SandboxedProcess start(SandboxedProcessBuilder builder) throws IOException {
        SandboxedProcess process = builder.start();
        enforcement = process.enforcement();
        return process;
    }

    private Optional<String> complaint(Result result, boolean whole) {
        return enforcement == null
                ? Optional.empty()
                : attempt.claim().complaint(enforcement.lines(), result, whole);
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
