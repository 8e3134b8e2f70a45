package io.github.landlauncher;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A rule of type net port: rights on one port, whatever the address.
 *
 * @param port 0 to 65535; 0 means, for binding, the port the kernel picks
 * @param access the allowed access
 */
public record PortRule(int port, Set<AccessNet> access) {

    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException if {@code port} is not in 0 to 65535
     */
    public PortRule {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not in 0 to 65535");
        }
        EnumSet<AccessNet> copy = EnumSet.noneOf(AccessNet.class);
        copy.addAll(Objects.requireNonNull(access, "access"));
        access = Collections.unmodifiableSet(copy);
    }

    /** This rule with only those rights that are in {@code handled}. */
    public PortRule within(Set<AccessNet> handled) {
        EnumSet<AccessNet> kept = EnumSet.noneOf(AccessNet.class);
        kept.addAll(access);
        kept.retainAll(handled);
        return new PortRule(port, kept);
    }

    /** The rule in the kernel's words. */
    @Override
    public String toString() {
        return "net_port " + port + " " + access;
    }
}
