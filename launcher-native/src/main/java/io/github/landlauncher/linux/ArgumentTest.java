package io.github.landlauncher.linux;

import java.util.List;

/**
 * A test of one argument of a system call: whether some bits of it are one of a few values.
 *
 * <p>A test sees the low 32 bits. Every argument in {@link FilterTable} is one of which the kernel
 * itself takes no more: an int, a pid_t, an umode_t, or the flags of clone(2), of which it takes the
 * lower half. A comparison of all 64 bits could be dodged with bits that the kernel ignores.
 *
 * @param argument which one, from 0
 * @param mask the bits that count
 * @param among whether they must be one of the values, or none of them
 * @param values at least one, each within the mask
 */
record ArgumentTest(int argument, int mask, boolean among, List<Integer> values) {

    private static final int ALL_BITS = -1;

    static ArgumentTest is(int argument, Integer... values) {
        return new ArgumentTest(argument, ALL_BITS, true, List.of(values));
    }

    static ArgumentTest isNot(int argument, Integer... values) {
        return new ArgumentTest(argument, ALL_BITS, false, List.of(values));
    }

    static ArgumentTest hasAnyOf(int argument, int bits) {
        return new ArgumentTest(argument, bits, false, List.of(0));
    }

    /** The same test of fewer bits. */
    ArgumentTest masked(int bits) {
        return new ArgumentTest(argument, bits, among, values);
    }

    /** The same test of another argument. */
    ArgumentTest of(int other) {
        return new ArgumentTest(other, mask, among, values);
    }

    // A record's own equals and hashCode are linked at first use, which takes tens of milliseconds.

    @Override
    public boolean equals(Object other) {
        return other instanceof ArgumentTest test
                && argument == test.argument
                && mask == test.mask
                && among == test.among
                && values.equals(test.values);
    }

    @Override
    public int hashCode() {
        return argument + 31 * mask + values.hashCode();
    }

    /** Whether it asks for any of some bits, for which there is an instruction. */
    boolean isAnyBit() {
        return !among && mask != ALL_BITS && values.equals(List.of(0));
    }
}
