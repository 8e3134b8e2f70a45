package io.github.landlauncher;

import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;

/**
 * What {@link SandboxedProcessBuilder} can be told that {@link ProcessBuilder} cannot: how a program
 * stands to this JVM, apart from its policy.
 */
public abstract sealed class ProcessSettings permits SandboxedProcessBuilder {

    private Optional<Boolean> newSession = Optional.empty();

    ProcessSettings() {}

    abstract SandboxedProcessBuilder self();

    /**
     * Sets whether the program becomes the leader of a new session, setsid(2), without a
     * controlling terminal and out of reach of the terminal's Ctrl-C.
     *
     * <p>Unless set, it does exactly if it inherits none of the three standard streams. {@link
     * ProcessBuilder} never makes a session. In the JVM's session a program can reach the JVM by
     * signals on kernels below ABI 6, and by SIGIO on some later ones; {@link Enforcement} says so.
     */
    public SandboxedProcessBuilder newSession(boolean newSession) {
        this.newSession = Optional.of(newSession);
        return self();
    }

    /** Whether the program becomes the leader of a new session, as things are now. */
    public boolean newSession() {
        if (newSession.isPresent()) {
            return newSession.get();
        }
        return !inherits(self().redirectInput())
                && !inherits(self().redirectOutput())
                && (self().redirectErrorStream() || !inherits(self().redirectError()));
    }

    private static boolean inherits(Redirect stream) {
        return Redirect.INHERIT.equals(stream);
    }
}
