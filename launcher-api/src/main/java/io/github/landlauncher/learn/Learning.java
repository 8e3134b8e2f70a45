package io.github.landlauncher.learn;

import io.github.landlauncher.Completed;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.DenialReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Finds a policy for a program by running it.
 *
 * {@snippet class="Snippets" region="learning"}
 *
 * <p>Each run has its effects: files are written, mail is sent. {@link #verify} runs the program once more.
 * A policy is as good as the runs that it was made from.
 *
 * <p>Not thread-safe.
 */
public final class Learning {

    /** What a policy that allows everything handles: files, since a policy that handles nothing is none. */
    private static final Path EVERYTHING = Path.of("/");

    private final SandboxedProcessBuilder builder;
    private final SandboxPolicy policy;
    private final boolean unrestricted;
    private final Learner learner;
    private final List<Recording> recordings = new ArrayList<>();
    private OptionalInt exitValue = OptionalInt.empty();

    private Learning(
            SandboxedProcessBuilder builder, SandboxPolicy policy, boolean unrestricted, Learner learner) {
        this.builder = builder;
        this.policy = policy;
        this.unrestricted = unrestricted;
        this.learner = learner;
    }

    /**
     * Learns from runs in which the program is held to the builder's policy: what that denies is what is
     * learned, in addition to it. A program that is denied something may not get to the next thing, so
     * that it takes several rounds; in none of them can it do more than the policy allows.
     *
     * @param builder what to run; it is copied at once
     * @throws IllegalStateException if it has no policy
     */
    public static Learning under(SandboxedProcessBuilder builder) {
        SandboxedProcessBuilder copy = builder.copy();
        if (copy.policy() == null) {
            throw new IllegalStateException("the builder has no policy to learn under; set one with policy(...),"
                    + " or say Learning.allowingEverything(builder)");
        }
        return new Learning(copy, copy.policy(), false, Learner.of(copy.policy(), surroundings(copy)));
    }

    /**
     * Learns from runs in which the program <b>may do everything</b> that its user may: a policy that
     * allows all rights on the root takes the place of the builder's. Only for programs and inputs that
     * are trusted. Set-user-ID programs still give no privilege (no_new_privs), and namespaces that
     * need mount(2) still do not.
     *
     * <p>What is learned is a policy that denies all that the ABI of the running kernel can deny.
     *
     * @param builder what to run; it is copied at once
     * @throws IllegalStateException as for {@link LandlockSupport#current()}, or if the running kernel
     *     has no Landlock
     */
    public static Learning allowingEverything(SandboxedProcessBuilder builder) {
        LandlockSupport here = LandlockSupport.current();
        if (here.state() != LandlockSupport.State.AVAILABLE) {
            throw new IllegalStateException(unavailable(here.state()));
        }
        return allowingEverything(builder, LandlockAbi.of(here.abi()));
    }

    /** Seccomp, by which programs are watched, may well be there; but nothing starts without Landlock. */
    static String unavailable(LandlockSupport.State state) {
        String nothing = ", and without it nothing is started.\n  See ";
        return "Cannot learn here: " + switch (state) {
            case NOT_IMPLEMENTED -> "this kernel does not implement Landlock (ENOSYS)" + nothing
                    + "docs/errors.md#landlock-not-implemented";
            case NOT_ENABLED -> "Landlock is not enabled on this kernel (EOPNOTSUPP)" + nothing
                    + "docs/errors.md#landlock-not-enabled";
            case BLOCKED -> "a seccomp filter around this JVM forbids Landlock (EPERM)" + nothing
                    + "docs/errors.md#landlock-blocked";
            case AVAILABLE -> throw new IllegalArgumentException(state.toString());
        };
    }

    /**
     * As {@link #allowingEverything(SandboxedProcessBuilder)}, for a policy that denies all that this ABI
     * can deny. Rights that the running kernel does not have are learned as well.
     */
    public static Learning allowingEverything(SandboxedProcessBuilder builder, LandlockAbi abi) {
        SandboxedProcessBuilder copy = builder.copy();
        SandboxPolicy everything = SandboxPolicy.handling(abi.accessFs(), Set.of(), Set.of())
                .bestEffort(LandlockAbi.V1)
                .allow(abi.accessFs(), EVERYTHING);
        return new Learning(copy, everything, true, Learner.of(abi, surroundings(copy)));
    }

    private static Surroundings surroundings(SandboxedProcessBuilder builder) {
        File directory = builder.directory();
        return Surroundings.of(builder.copy().environment(), Path.of(directory == null ? "" : directory.getPath()));
    }

    /**
     * Starts the program, as the builder says, and records what it uses until it and all that it has
     * started have ended.
     *
     * @throws IOException as {@link SandboxedProcessBuilder#start()}, and with its other exceptions
     */
    public SandboxedProcess start() throws IOException {
        return recorded().start();
    }

    /**
     * Runs the program to its end and records what it uses; its output is kept as by {@link
     * SandboxedProcessBuilder#runAsync()}, unless it is redirected.
     *
     * @throws IOException as {@link SandboxedProcessBuilder#start()}, and with its other exceptions
     */
    public Completed run() throws IOException, InterruptedException {
        Completed completed = completed(recorded());
        exitValue = OptionalInt.of(completed.exitValue());
        return completed;
    }

    private SandboxedProcessBuilder recorded() {
        Recording recording = unrestricted
                ? Recording.of(policy.explainer()) : Recording.ofDenials(policy.explainer());
        recordings.add(recording);
        return builder.copy().policy(policy).watchOperations(recording);
    }

    private static Completed completed(SandboxedProcessBuilder program) throws IOException, InterruptedException {
        try {
            return program.runAsync().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("the run was not completed: " + e.getCause(), e);
        }
    }

    /**
     * What was recorded until now, of all runs.
     *
     * @throws IllegalStateException if there was none
     */
    public Recording recording() {
        if (recordings.isEmpty()) {
            throw new IllegalStateException("nothing was recorded: call run() or start() before");
        }
        return Recording.merge(recordings.toArray(Recording[]::new));
    }

    /** What makes the policy: it may be told more, and then be given the {@link #recording()}. */
    public Learner learner() {
        return learner;
    }

    /**
     * The policy for what was recorded until now.
     *
     * @throws IllegalStateException if nothing was
     */
    public LearnedPolicy policy() {
        return learner.learn(recording());
    }

    /**
     * Runs the program once more, under a policy, and tells what that denies it.
     *
     * @throws IOException as {@link SandboxedProcessBuilder#start()}, and with its other exceptions
     */
    public Verification verify(LearnedPolicy learned) throws IOException, InterruptedException {
        DenialReport report = new DenialReport();
        Completed completed = completed(builder.copy().policy(learned.policy()).reportDenials(report));
        return Verification.of(learned, completed.exitValue(), exitValue, report);
    }

    /** As {@link #verify(LearnedPolicy)}, with the {@link #policy()}. */
    public Verification verify() throws IOException, InterruptedException {
        return verify(policy());
    }
}
