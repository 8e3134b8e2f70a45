package io.github.landlauncher.linux;

import java.util.List;

/**
 * When and how a system call is refused.
 *
 * @param tests all of which must hold; if there is none, the call is always refused
 * @param errno what the caller gets
 */
record Refusal(List<ArgumentTest> tests, int errno) {

    boolean always() {
        return tests.isEmpty();
    }

    // A record's own equals and hashCode are linked at first use, which takes tens of milliseconds.

    @Override
    public boolean equals(Object other) {
        return other instanceof Refusal refusal
                && errno == refusal.errno
                && tests.equals(refusal.tests);
    }

    @Override
    public int hashCode() {
        return errno + 31 * tests.hashCode();
    }
}
