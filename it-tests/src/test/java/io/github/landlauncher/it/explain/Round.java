package io.github.landlauncher.it.explain;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One tree, one policy and many operations: each is foretold, done in the sandbox, and if it fails
 * there, done without one.
 */
final class Round implements AutoCloseable {

    private final World world;
    private final SandboxPolicy policy;
    private final Forecast forecast;
    private final BatchProbe free;
    private final BatchProbe sandboxed;
    private final RandomSteps steps;
    private final Outsider outsider;
    private final List<String> history = new ArrayList<>();
    private final Tally tally;

    /** Starts a sandboxed probe under a policy, of which a forecast is made at that moment. */
    Round(
            World world,
            SandboxPolicy policy,
            Function<SandboxPolicy, Forecast> forecasts,
            BatchProbe free,
            String abstractName,
            Tally tally)
            throws IOException {
        this.world = world;
        this.policy = policy;
        this.free = free;
        this.tally = tally;
        this.steps = new RandomSteps(world, abstractName);
        this.outsider = new Outsider(world);
        this.forecast = forecasts.apply(policy);
        this.sandboxed = new BatchProbe(
                new SandboxedProcessBuilder(BatchProbe.command()).policy(policy).start());
    }

    /** Does so many operations; the first difference, or empty. */
    Optional<Difference> run(int operations) throws IOException {
        for (int i = 0; i < operations; i++) {
            if (world.chance(0.06)) {
                history.add(outsider.act());
            }
            Optional<Difference> difference = run(steps.next());
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> run(Step step) throws IOException {
        String foretold = forecast.of(step.operation());
        Optional<Path> vacant = step.leftover().filter(path -> !Files.exists(path));
        int inside = sandboxed.run(step.directory(), step.request());
        int outside = inside == 0 ? 0 : repeat(step, vacant);
        if (inside >= BatchProbe.UNDONE) {
            return Optional.empty();
        }
        tally.count(step, inside, outside);
        Optional<String> complaint = Verdict.complaint(foretold, inside, outside);
        if (complaint.isPresent()) {
            return Optional.of(new Difference(
                    step, complaint.get(), foretold, inside, outside, policy,
                    Collections.unmodifiableList(history)));
        }
        if (inside == 0 || outside == 0) {
            history.add(step.toString());
        }
        return Optional.empty();
    }

    /** Without a sandbox, and without the file that open(2) made before it was denied. */
    private int repeat(Step step, Optional<Path> vacant) throws IOException {
        if (vacant.isPresent() && Files.exists(vacant.get())) {
            Files.delete(vacant.get().toRealPath());
        }
        return free.run(step.directory(), step.request());
    }

    @Override
    public void close() throws IOException {
        sandboxed.close();
    }
}
