package io.github.landlauncher;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A version of Landlock's interface, and what its kernels can restrict.
 *
 * <p>A policy names the ABI it was written for and tested with, never "the newest": otherwise a
 * newer library or kernel would deny rights nobody had thought of. Distributions backport, so ask
 * the kernel ({@link LandlockSupport#current()}) and never compare Linux versions.
 */
public enum LandlockAbi {
    /** Linux 5.13: thirteen rights on files; renaming across directories is always denied. */
    V1("5.13"),
    /** Linux 5.19: REFER. */
    V2("5.19"),
    /** Linux 6.2: TRUNCATE. */
    V3("6.2"),
    /** Linux 6.7: BIND_TCP, CONNECT_TCP. */
    V4("6.7"),
    /** Linux 6.10: IOCTL_DEV. */
    V5("6.10"),
    /** Linux 6.12: scopes. */
    V6("6.12"),
    /** Linux 6.15: log flags. */
    V7("6.15"),
    /** Linux 7.0: nothing that a launcher uses. */
    V8("7.0"),
    /** Linux 7.1: RESOLVE_UNIX. */
    V9("7.1"),
    /** Linux 7.2: BIND_UDP, CONNECT_SEND_UDP. */
    V10("7.2"),
    /** Linux 7.3: nothing that a launcher uses. */
    V11("7.3");

    private static final LandlockAbi[] KNOWN = values();

    private final String linux;

    LandlockAbi(String linux) {
        this.linux = linux;
    }

    /** The number the kernel reports, 1 or more. */
    public int number() {
        return ordinal() + 1;
    }

    /** The first Linux release with this ABI, such as {@code "6.12"}. */
    public String linux() {
        return linux;
    }

    /** Whether a kernel that reports {@code abi} has everything this version has. */
    public boolean isWithin(int abi) {
        return number() <= abi;
    }

    /** All rights on files that this ABI can restrict. */
    public Set<AccessFs> accessFs() {
        return known(AccessFs.class);
    }

    /** All rights on ports that this ABI can restrict; empty below {@link #V4}. */
    public Set<AccessNet> accessNet() {
        return known(AccessNet.class);
    }

    /** All scopes of this ABI; empty below {@link #V6}. */
    public Set<Scope> scopes() {
        return known(Scope.class);
    }

    /**
     * The version with this number; a number above the newest known one gives the newest known.
     *
     * @throws IllegalArgumentException if {@code number} is below 1
     */
    public static LandlockAbi of(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("Landlock ABI " + number + ": the first one is 1");
        }
        return KNOWN[Math.min(number, KNOWN.length) - 1];
    }

    private <E extends Enum<E> & LandlockFeature> Set<E> known(Class<E> type) {
        EnumSet<E> known = EnumSet.noneOf(type);
        for (E feature : EnumSet.allOf(type)) {
            if (feature.since().compareTo(this) <= 0) {
                known.add(feature);
            }
        }
        return Collections.unmodifiableSet(known);
    }

    /** For messages: {@code "Landlock ABI 6 (Linux 6.12)"}. */
    String described() {
        return "Landlock ABI " + number() + " (Linux " + linux + ")";
    }
}
