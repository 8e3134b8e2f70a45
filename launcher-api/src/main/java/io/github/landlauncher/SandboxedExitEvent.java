package io.github.landlauncher;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The end of a program. */
@Name("io.github.landlauncher.SandboxedExit")
@Category("Landlauncher")
@Label("Sandboxed Process Exit")
@StackTrace(false) // always the same
final class SandboxedExitEvent extends Event {

    @Label("Process Id")
    long pid;

    @Label("Exit Value")
    @Description("128 and the signal's number if a signal has ended it")
    int exitValue;

    @Label("Timed Out")
    @Description("Whether its time was over before it had ended")
    boolean timedOut;

    @Label("Run Time")
    @Description("Since it was executed; not known if nobody listened then")
    @Timespan(Timespan.NANOSECONDS)
    long runTime;

    @Label("Policy")
    @Description("The policy's name, empty if it has none")
    String policy;

    /** Whether a recording has this event; loads the class. */
    static boolean isWanted() {
        return new SandboxedExitEvent().isEnabled();
    }

    static void commit(ProgramExit exit) {
        SandboxedExitEvent event = new SandboxedExitEvent();
        if (event.isEnabled()) {
            event.pid = exit.pid();
            event.exitValue = exit.exitValue();
            event.timedOut = exit.timedOut();
            event.runTime = exit.runNanos();
            event.policy = exit.policyName();
            event.commit();
        }
    }
}
