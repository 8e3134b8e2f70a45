package io.github.landlauncher;

import java.io.IOException;

/**
 * This kernel cannot enforce the policy; nothing was started.
 *
 * <p>The message names what is missing, the ABI and Linux release that have it, what this kernel
 * has, and what to do.
 */
public class SandboxUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient LandlockSupport support;

    SandboxUnavailableException(String refusal, LandlockSupport support) {
        super("Cannot enforce the policy: " + refusal);
        this.support = support;
    }

    /**
     * Refuses a policy that a kernel cannot enforce.
     *
     * @throws SandboxUnavailableException if the level of {@code enforcement} is NOT
     */
    public static void check(Enforcement enforcement, LandlockSupport support)
            throws SandboxUnavailableException {
        if (enforcement.refusal().isPresent()) {
            throw new SandboxUnavailableException(enforcement.refusal().get(), support);
        }
    }

    /**
     * The exception for what a launcher finds missing at a start, apart from Landlock.
     *
     * @param refusal what is missing, and on further lines, indented by two, what to do
     */
    public static SandboxUnavailableException of(String refusal, LandlockSupport support) {
        return new SandboxUnavailableException(refusal, support);
    }

    /** What the kernel has; null in a deserialised exception. */
    public LandlockSupport support() {
        return support;
    }
}
