package io.github.landlauncher.linux;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import java.util.ArrayList;
import java.util.List;

/** What a start adds to the report about its policy: a pure function of how it was started. */
final class StartEnforcement {

    private StartEnforcement() {}

    static List<Line> lines(boolean newSession, boolean terminal) {
        List<Line> lines = new ArrayList<>();
        lines.add(newSession
                ? new Line("session", Status.ENFORCED, Mechanism.SESSION, "")
                : new Line("session", Status.NOT_COVERED, Mechanism.NONE,
                        "the program shares the JVM's session: on some kernels (seen on 6.17, 6.19 and 7.0)"
                                + " it reaches the JVM by SIGIO although SIGNAL is scoped,"
                                + " and below ABI 6 by a signal to the group"));
        if (terminal) {
            lines.add(new Line("terminal input", Status.ENFORCED, Mechanism.SECCOMP,
                    "TIOCSTI and TIOCLINUX are refused"));
            lines.add(new Line("terminal", Status.NOT_COVERED, Mechanism.NONE,
                    "the program reads what is typed and writes what is shown"));
        }
        return lines;
    }
}
