package io.github.landlauncher.linux;

import io.github.landlauncher.SyscallGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the rows of the table say to a system call, read one after the other. */
final class FilterOracle {

    static final int JVM = 4242;

    static final int ALLOW = 0x7fff0000;
    static final int KILL_PROCESS = 0x80000000;
    static final int ERRNO = 0x00050000;
    private static final int ENOSYS = 38;

    private final Architecture architecture;
    private final List<FilterRow> rows = new ArrayList<>();

    FilterOracle(Set<SyscallGroup> groups, Architecture architecture) {
        this.architecture = architecture;
        for (SyscallGroup group : SyscallGroup.values()) {
            if (groups.contains(group)) {
                rows.addAll(FilterTable.of(group, JVM));
            }
        }
    }

    /** The rows of a number, those that always refuse it first, else in the table's order. */
    List<FilterRow> rows(int number) {
        List<FilterRow> found = new ArrayList<>();
        for (boolean always : new boolean[] {true, false}) {
            for (FilterRow row : rows) {
                if (number >= 0 && row.call().number(architecture) == number
                        && row.refusal().tests().isEmpty() == always) {
                    found.add(row);
                }
            }
        }
        return found;
    }

    /** What a program must return. */
    int verdict(int number, List<FilterRow> rowsOfNumber, long... arguments) {
        if (architecture == Architecture.X86_64
                && Integer.compareUnsigned(number, 0x40000000) >= 0) {
            return ERRNO | ENOSYS;
        }
        for (FilterRow row : rowsOfNumber) {
            if (holds(row.refusal().tests(), arguments)) {
                return ERRNO | row.refusal().errno();
            }
        }
        return ALLOW;
    }

    private static boolean holds(List<ArgumentTest> tests, long[] arguments) {
        for (ArgumentTest test : tests) {
            int asTheKernelSeesIt = (int) arguments[test.argument()] & test.mask();
            if (test.values().contains(asTheKernelSeesIt) != test.among()) {
                return false;
            }
        }
        return true;
    }

    /** The values and their neighbours that could make a difference to these rows. */
    static List<Long> candidates(List<FilterRow> rowsOfNumber, int argument) {
        Set<Integer> low = new TreeSet<>(Set.of(0, -1, 1, Integer.MIN_VALUE, Integer.MAX_VALUE));
        boolean looked = false;
        for (FilterRow row : rowsOfNumber) {
            for (ArgumentTest test : row.refusal().tests()) {
                if (test.argument() == argument) {
                    looked = true;
                    addNeighbours(low, test);
                }
            }
        }
        List<Long> all = new ArrayList<>();
        for (int value : looked ? low : Set.of(0, -1)) {
            all.add(Integer.toUnsignedLong(value));
            all.add((long) value << 32 | Integer.toUnsignedLong(value));
        }
        return all;
    }

    private static void addNeighbours(Set<Integer> low, ArgumentTest test) {
        int mask = test.mask();
        for (int value : test.values()) {
            low.addAll(List.of(value, value - 1, value + 1, value | ~mask));
            for (int bit = 0; bit < 32; bit += mask == -1 ? 5 : 1) {
                if ((mask >>> bit & 1) != 0) {
                    low.add(value ^ 1 << bit);
                    low.add((value ^ 1 << bit) | ~mask);
                }
            }
        }
    }
}
