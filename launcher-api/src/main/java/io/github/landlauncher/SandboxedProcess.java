package io.github.landlauncher;

/**
 * A running or finished program that the kernel holds to a policy; in every other way the {@link
 * Process} that {@link ProcessBuilder} would have returned.
 *
 * <p>Differences: {@link #enforcement()}; the program has no_new_privs, so set-user-ID programs
 * gain nothing; a program that shares no standard stream with this JVM is in a session of its own,
 * see {@link SandboxedProcessBuilder#newSession(boolean)}. One thread serves all processes.
 */
public abstract class SandboxedProcess extends Process {

    /** For the provider of {@code io.github.landlauncher.spi.SandboxLauncher}. */
    protected SandboxedProcess() {}

    /** What the kernel enforces on this program, and what it does not cover. */
    public abstract Enforcement enforcement();
}
