package io.github.landlauncher;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.spi.StartPhase;
import java.io.File;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** One start, from its checks to the running program or to its failure. */
@Name("io.github.landlauncher.SandboxedStart")
@Category("Landlauncher")
@Label("Sandboxed Process Start")
final class SandboxedStartEvent extends Event {

    @Label("Process Id")
    @Description("0 if the start failed")
    long pid;

    @Label("Directory")
    @Description("The working directory, or null for that of the JVM")
    String directory;

    @Label("Command")
    @Description("Program and arguments")
    String command;

    @Label("Policy")
    @Description("The policy's name, empty if it has none")
    String policy;

    @Label("Success")
    boolean success;

    @Label("Enforcement")
    @Description("FULLY, PARTIALLY or NOT; null if the start failed for another reason")
    String enforcement;

    @Label("Dropped")
    @Description("What the policy asked for and the kernel does not enforce")
    String dropped;

    @Label("Stricter")
    @Description("Of what the kernel denies more than the policy asked for")
    String stricter;

    @Label("Failed Step")
    @Description("Null if the start did not fail, or not in a step")
    String failedStep;

    @Label("Errno")
    @Description("The error number of the failed step, or 0")
    int errno;

    @Label("Failure")
    @Description("Null if the start did not fail")
    String failure;

    @Label("Ruleset Time")
    @Description("Making a ruleset of the policy")
    @Timespan(Timespan.NANOSECONDS)
    long ruleset;

    @Label("Descriptors Time")
    @Description("Pipes, redirects and the control group")
    @Timespan(Timespan.NANOSECONDS)
    long descriptors;

    @Label("Spawn Time")
    @Description("Command line and posix_spawn of the helper")
    @Timespan(Timespan.NANOSECONDS)
    long spawn;

    @Label("Report Time")
    @Description("From the helper's birth to its report")
    @Timespan(Timespan.NANOSECONDS)
    long report;

    @Label("Rest Time")
    @Description("Everything else")
    @Timespan(Timespan.NANOSECONDS)
    long rest;

    /** Whether a recording has this event; loads the class, which costs 50 to 85 ms. */
    static boolean isWanted() {
        return new SandboxedStartEvent().isEnabled();
    }

    /** An event that begins now. */
    static SandboxedStartEvent begun() {
        SandboxedStartEvent event = new SandboxedStartEvent();
        event.begin();
        return event;
    }

    void commitStarted(
            SandboxedProcess process,
            List<String> words,
            File where,
            String policyName,
            PhaseTimes times) {
        end();
        if (shouldCommit()) {
            pid = process.pid();
            success = true;
            Enforcement reached = process.enforcement();
            enforcement = reached.level().name();
            dropped = ObservedStart.names(reached, Status.DROPPED);
            stricter = ObservedStart.names(reached, Status.STRICTER);
            commit(words, where, policyName, times);
        }
    }

    void commitFailed(
            Throwable cause, List<String> words, File where, String policyName, PhaseTimes times) {
        end();
        if (shouldCommit()) {
            failure = ObservedStart.firstLine(cause);
            if (cause instanceof SandboxStartException step) {
                failedStep = step.step().name();
                errno = step.errno();
            }
            if (cause instanceof SandboxUnavailableException) {
                enforcement = Level.NOT.name();
            }
            commit(words, where, policyName, times);
        }
    }

    private void commit(List<String> words, File where, String policyName, PhaseTimes times) {
        directory = where == null ? null : where.toString();
        command = String.join(" ", words);
        policy = policyName;
        ruleset = times.nanos(StartPhase.RULESET);
        descriptors = times.nanos(StartPhase.DESCRIPTORS);
        spawn = times.nanos(StartPhase.SPAWN);
        report = times.nanos(StartPhase.REPORT);
        rest = times.nanos(StartPhase.REST);
        commit();
    }
}
