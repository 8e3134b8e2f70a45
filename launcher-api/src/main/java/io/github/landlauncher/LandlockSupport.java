package io.github.landlauncher;

import io.github.landlauncher.spi.SandboxLauncher;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What a kernel, and the JVM on it, offer a sandbox.
 *
 * @param state whether Landlock can be used at all
 * @param abi the ABI the kernel reports, 0 unless {@code state} is AVAILABLE; may be newer than
 *     every {@link LandlockAbi} known here
 * @param errata the errata this kernel says it has fixed; empty too if it does not say
 * @param facilities what else there is that matters
 */
public record LandlockSupport(
        State state, int abi, Set<Erratum> errata, Set<Facility> facilities) {

    /** Whether Landlock can be used, and if not, why. */
    public enum State {
        /** The kernel enforces rulesets. */
        AVAILABLE,
        /** The kernel was built without Landlock, or is older than 5.13 (ENOSYS). */
        NOT_IMPLEMENTED,
        /** The kernel has Landlock, but it was not enabled at boot (EOPNOTSUPP). */
        NOT_ENABLED,
        /** A seccomp filter around this JVM forbids Landlock (EPERM). */
        BLOCKED
    }

    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException if {@code abi} is not positive in state AVAILABLE, or not 0
     *     in another
     */
    public LandlockSupport {
        Objects.requireNonNull(state, "state");
        if ((abi > 0) != (state == State.AVAILABLE) || abi < 0) {
            throw new IllegalArgumentException("state " + state + " with ABI " + abi);
        }
        errata = EnumCopy.of(Erratum.class, errata);
        facilities = EnumCopy.of(Facility.class, facilities);
    }

    /**
     * The kernel this JVM runs on, asked once.
     *
     * @throws IllegalStateException if launcher-native is not on the class or module path
     * @throws UnsupportedOperationException if this system is not Linux on x86-64, aarch64 or
     *     riscv64, or the C library cannot be linked
     */
    public static LandlockSupport current() {
        return SandboxLauncher.installed().support();
    }

    /**
     * A kernel with this ABI of which nothing else is known, under a JVM of an ordinary user; it has
     * seccomp filters, and the ways around TCP rights are assumed to exist.
     *
     * @throws IllegalArgumentException if {@code abi} is negative
     */
    public static LandlockSupport ofAbi(int abi) {
        State state = abi == 0 ? State.NOT_IMPLEMENTED : State.AVAILABLE;
        return new LandlockSupport(
                state,
                abi,
                EnumSet.of(Erratum.TCP_SOCKET_IDENTIFICATION),
                EnumSet.of(Facility.SECCOMP, Facility.MPTCP));
    }

    /** Whether this kernel knows a feature. */
    public boolean knows(LandlockFeature feature) {
        return feature.since().isWithin(abi);
    }

    /** Whether there is such a facility. */
    public boolean has(Facility facility) {
        return facilities.contains(facility);
    }

    /** For messages: {@code "this kernel has ABI 4"}, or why it has none. */
    String described() {
        return switch (state) {
            case AVAILABLE -> "this kernel has ABI " + abi;
            case NOT_IMPLEMENTED -> "this kernel does not implement Landlock";
            case NOT_ENABLED -> "Landlock is not enabled on this kernel";
            case BLOCKED -> "a seccomp filter forbids Landlock here";
        };
    }
}
