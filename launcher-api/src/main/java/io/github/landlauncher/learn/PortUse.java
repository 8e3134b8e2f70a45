package io.github.landlauncher.learn;

import io.github.landlauncher.AccessNet;
import java.util.Comparator;

/**
 * That a port was used.
 *
 * @param port 0 to 65535
 * @param right what for
 */
record PortUse(int port, AccessNet right) implements Comparable<PortUse> {

    private static final Comparator<PortUse> ORDER =
            Comparator.comparing(PortUse::right).thenComparing(PortUse::port);

    @Override
    public int compareTo(PortUse other) {
        return ORDER.compare(this, other);
    }
}
