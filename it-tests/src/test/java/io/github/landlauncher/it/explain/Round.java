package io.github.landlauncher.it.explain;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One tree, one policy and many operations: each is foretold, done in the sandbox, and if it fails
 * there, done without one.
 */
final class Round implements AutoCloseable {

    private static final int OPERATIONS = 100;

    /** The world is looked at after so many operations. */
    private static final int LOOK = 10;

    private final World world;
    private final SandboxPolicy policy;
    private final Forecast forecast;
    private final BatchProbe free;
    private final BatchProbe sandboxed;
    private final RandomSteps steps;
    private final Outsider outsider;
    private final Insiders insiders = new Insiders();
    private final List<String> history = new ArrayList<>();

    /** Starts a sandboxed probe under a policy, of which a forecast is made at that moment. */
    Round(
            World world,
            SandboxPolicy policy,
            Function<SandboxPolicy, Forecast> forecasts,
            BatchProbe free,
            Peers peers)
            throws IOException {
        this.world = world;
        this.policy = policy;
        this.free = free;
        this.steps = new RandomSteps(world, peers);
        this.outsider = new Outsider(world);
        this.forecast = forecasts.apply(policy);
        this.sandboxed = new BatchProbe(
                new SandboxedProcessBuilder(BatchProbe.command()).policy(policy).start());
    }

    /** Does its operations and counts them; the first difference, or null. */
    Difference run(Tally tally) throws IOException {
        for (int i = 0; i < OPERATIONS; i++) {
            if (i % LOOK == 0) {
                world.look();
            }
            if (world.chance(0.06)) {
                history.add(outsider.act());
            }
            Difference difference = run(steps.next(), tally);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private Difference run(Step step, Tally tally) throws IOException {
        String foretold = foretold(step);
        Optional<Path> vacant = step.leftover().filter(path -> !Files.exists(path));
        int inside = sandboxed.run(step.directory(), step.request());
        int outside = inside == 0 ? 0 : repeat(step, vacant);
        if (inside >= BatchProbe.UNDONE) {
            return null;
        }
        insiders.note(step, inside);
        tally.count(step, inside, outside);
        if (inside == 0 || outside == 0) {
            history.add(step.toString());
        }
        return Verdict.complaint(foretold, inside, outside)
                .filter(complaint -> !renamesMountPoint(step))
                .map(complaint -> new Difference(
                        step, complaint, foretold, inside, outside, policy, List.copyOf(history)))
                .orElse(null);
    }

    /** The first that is denied decides. */
    private String foretold(Step step) {
        if (insiders.has(step.operation())) {
            return "";
        }
        return step.operations().stream()
                .map(forecast::of)
                .filter(errno -> !errno.isEmpty())
                .findFirst()
                .orElse("");
    }

    /**
     * Whether it never works, and Landlock is asked first about the file that the mount hides: nobody
     * can see the type of that, or the rules on it.
     */
    private static boolean renamesMountPoint(Step step) {
        return step.operation() instanceof Operation.Rename rename
                && (Mounts.isPoint(rename.from()) || Mounts.isPoint(rename.to()));
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
