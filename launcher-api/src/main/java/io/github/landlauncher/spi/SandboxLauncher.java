package io.github.landlauncher.spi;

import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.ServiceLoader;

/**
 * Starts sandboxed children on one operating system; a service, found by {@link ServiceLoader}.
 *
 * <p>Implementations are thread-safe, and their public constructor does nothing that can fail.
 */
public interface SandboxLauncher {

    /** What the running kernel offers. */
    LandlockSupport support();

    /**
     * Makes a ruleset of a policy.
     *
     * @throws io.github.landlauncher.SandboxUnavailableException if the kernel cannot enforce it
     * @throws StepFailedException if a path cannot be opened or a rule is refused
     */
    Ruleset createRuleset(SandboxPolicy policy) throws IOException;

    /**
     * Starts a child; when this returns, the program has been executed.
     *
     * @throws io.github.landlauncher.SandboxUnavailableException if the kernel cannot enforce the
     *     policy
     * @throws StepFailedException if a step fails; nothing is left of the attempt
     * @throws IOException if a redirect cannot be opened
     */
    SandboxedProcess start(LaunchRequest request) throws IOException;

    /**
     * Starts a child, as {@link #start(LaunchRequest)}, whose streams are its listener's: a thread of
     * the launcher's tells the listener, until the child has exited.
     *
     * @throws RuntimeException what {@link StreamListener#started} throws
     */
    SandboxedProcess start(LaunchRequest request, StreamListener listener) throws IOException;

    /**
     * Starts a child, as {@link #start(LaunchRequest, StreamListener)}, and returns when it has
     * exited; the current thread tells the listener, unless it is a virtual thread.
     *
     * @throws RuntimeException what {@link StreamListener#started} throws
     */
    void run(LaunchRequest request, StreamListener listener) throws IOException;

    /**
     * Makes a pipe between two stages of a pipeline.
     *
     * @throws StepFailedException if the limit of open files is reached
     */
    PipelineLink link() throws IOException;

    /**
     * Opens a regular file for reading, and never waits for somebody at the other end, whatever is put
     * in its place at this moment.
     *
     * @throws IOException if it is no regular file or cannot be read
     */
    FileChannel openRegular(Path path) throws IOException;

    /**
     * Begins to receive the kernel's audit records.
     *
     * @throws IOException if this JVM may not, or the kernel has none; the message says what it takes
     */
    AuditFeed openAudit() throws IOException;

    /**
     * The launcher on the class or module path.
     *
     * @throws IllegalStateException if there is none
     */
    static SandboxLauncher installed() {
        return Installed.LAUNCHER.get();
    }

    /** Looks the launcher up once. */
    final class Installed {
        private static final Installed LAUNCHER = new Installed();

        private final SandboxLauncher launcher;

        private Installed() {
            Iterator<SandboxLauncher> found = ServiceLoader.load(
                            SandboxLauncher.class, SandboxLauncher.class.getClassLoader())
                    .iterator();
            launcher = found.hasNext() ? found.next() : null;
        }

        /** Whether there is one. */
        public static boolean isThere() {
            return LAUNCHER.launcher != null;
        }

        private SandboxLauncher get() {
            if (launcher == null) {
                throw new IllegalStateException("No sandbox launcher found: add"
                        + " io.github.landlauncher:launcher-native to the class path or module path");
            }
            return launcher;
        }
    }
}
