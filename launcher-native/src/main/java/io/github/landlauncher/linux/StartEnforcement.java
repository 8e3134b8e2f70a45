package io.github.landlauncher.linux;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.spi.LaunchRequest;
import java.util.ArrayList;
import java.util.List;

/** What a start adds to the report about its policy: a pure function of how it was started. */
final class StartEnforcement {

    private StartEnforcement() {}

    static List<Line> lines(LaunchRequest request, boolean terminal, boolean signalsScoped) {
        List<Line> lines = new ArrayList<>();
        lines.add(request.newSession()
                ? new Line("session", Status.ENFORCED, Mechanism.SESSION, "")
                : new Line("session", Status.NOT_COVERED, Mechanism.NONE,
                        "the program shares the JVM's session: on some kernels (seen on 6.17, 6.19 and 7.0)"
                                + " it reaches the JVM by SIGIO although SIGNAL is scoped,"
                                + " and below ABI 6 by a signal to the group"));
        lines.add(survivors(request.tree().killSurvivors(), signalsScoped));
        lines.add(request.cleanEnvironment()
                ? new Line("environment", Status.ENFORCED, Mechanism.LAUNCHER,
                        "only what is harmless, named, or set for the program")
                : new Line("environment", Status.NOT_COVERED, Mechanism.NONE,
                        "the program has the JVM's variables, with what secrets they hold, unless"
                                + " environment() was changed"));
        if (terminal) {
            lines.add(new Line("terminal input", Status.ENFORCED, Mechanism.SECCOMP,
                    "TIOCSTI and TIOCLINUX are refused"));
            lines.add(new Line("terminal", Status.NOT_COVERED, Mechanism.NONE,
                    "the program reads what is typed and writes what is shown"));
        }
        return lines;
    }

    private static Line survivors(boolean kill, boolean signalsScoped) {
        if (!kill) {
            return new Line("survivors", Status.NOT_COVERED, Mechanism.NONE,
                    "what the program leaves running stays restricted and runs on");
        }
        return signalsScoped
                ? new Line("survivors", Status.ENFORCED, Mechanism.SUBREAPER,
                        "what is left of the tree when the program ends is killed")
                : new Line("survivors", Status.NOT_COVERED, Mechanism.NONE,
                        "what is left of the tree when the program ends is killed, unless the program stops or"
                                + " kills its guard, since SIGNAL is not scoped");
    }
}
