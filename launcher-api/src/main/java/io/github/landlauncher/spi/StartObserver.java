package io.github.landlauncher.spi;

import io.github.landlauncher.SandboxedProcess;

/**
 * Who is told how a start goes on and when its program has ended. Where nobody wants to know, its
 * methods do next to nothing, so a launcher calls them always.
 */
public interface StartObserver {

    /** Nobody. */
    StartObserver NONE = new StartObserver() {
        @Override
        public void entered(StartPhase phase) {}

        @Override
        public void exited(SandboxedProcess process, int exitValue) {}
    };

    /**
     * The start enters a phase, and leaves the one before; called by the thread that starts. A start
     * begins in {@link StartPhase#REST} and, if it succeeds, ends there.
     */
    void entered(StartPhase phase);

    /**
     * The program has ended and is reaped; called once, by any thread, before anybody else learns of
     * it. Neither blocks nor throws.
     */
    void exited(SandboxedProcess process, int exitValue);
}
