package io.github.landlauncher.linux;

import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.FilterHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All system call numbers, from 0 up, cut into ranges whose calls are refused alike. */
final class NumberRanges {

    /** The highest number of Linux 7.3; the kernel runs a new program for those up to its own. */
    private static final int HIGHEST = 471;

    /**
     * So many singles are compared with one by one, which takes fewer instructions than a search;
     * with more of them the ways get longer than that is worth.
     */
    private static final int MOST_SINGLES = 4;

    private static final List<Refusal> ALLOWED = List.of();
    private static final List<Refusal> UNKNOWN = List.of(new Refusal(List.of(), Errno.ENOSYS));

    private final List<Integer> starts = new ArrayList<>();
    private final List<List<Refusal>> refusals = new ArrayList<>();

    private NumberRanges() {}

    static NumberRanges of(Set<SyscallGroup> groups, Architecture architecture, int jvm) {
        TreeMap<Integer, List<Refusal>> byNumber = new TreeMap<>();
        for (SyscallGroup group : SyscallGroup.values()) {
            if (groups.contains(group)) {
                for (FilterRow row : FilterTable.of(group, jvm)) {
                    int number = row.call().number(architecture);
                    if (number != Syscall.NONE) {
                        List<Refusal> others = byNumber.get(number);
                        List<Refusal> one = List.of(row.refusal());
                        byNumber.put(number, others == null ? one : stricter(others, one));
                    }
                }
            }
        }
        foldUnimplemented(byNumber, architecture);
        NumberRanges ranges = new NumberRanges();
        ranges.begin(0, ALLOWED);
        for (Map.Entry<Integer, List<Refusal>> call : byNumber.entrySet()) {
            ranges.begin(call.getKey(), call.getValue());
            ranges.begin(call.getKey() + 1, ALLOWED);
        }
        if (architecture.hasX32()) {
            ranges.begin(FilterHeader.__X32_SYSCALL_BIT, UNKNOWN);
        }
        return ranges;
    }

    /** What refuses whatever one or the other refuses: one that always does needs no other. */
    private static List<Refusal> stricter(List<Refusal> some, List<Refusal> more) {
        if (some.get(0).always() || some.equals(more)) {
            return some;
        }
        if (more.get(0).always()) {
            return more;
        }
        List<Refusal> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** Lets two ranges become one where nothing but unimplemented numbers is between them. */
    private static void foldUnimplemented(
            TreeMap<Integer, List<Refusal>> byNumber, Architecture architecture) {
        List<Integer> unimplemented = new ArrayList<>();
        for (Syscall call : FilterTable.UNIMPLEMENTED) {
            unimplemented.add(call.number(architecture));
        }
        for (int number : unimplemented) {
            int next = number + 1;
            while (unimplemented.contains(next)) {
                next++;
            }
            List<Refusal> below = byNumber.get(number - 1);
            if (below != null && below.get(0).always() && below.equals(byNumber.get(next))) {
                byNumber.put(number, below);
            }
        }
    }

    /** Begins a range, unless it goes on as before; whatever began at the same number is dropped. */
    private void begin(int number, List<Refusal> how) {
        int last = count() - 1;
        if (last >= 0 && starts.get(last) == number) {
            starts.remove(last);
            refusals.remove(last);
            last--;
        }
        if (last < 0 || !refusals.get(last).equals(how)) {
            starts.add(number);
            refusals.add(how);
        }
    }

    int count() {
        return starts.size();
    }

    /** The first number of a range, which ends where the next one starts. */
    int start(int range) {
        return starts.get(range);
    }

    /** What refuses the calls of a range, tried in this order; nothing if it is empty. */
    List<Refusal> refusals(int range) {
        return refusals.get(range);
    }

    /** How many numbers that some kernel knows are in these ranges, and at least one for each. */
    private int weight(int first, int last) {
        int end = last + 1 < count() ? start(last + 1) : HIGHEST + 1;
        return Math.max(last - first + 1, Math.min(end, HIGHEST + 1) - start(first));
    }

    /** Where to cut some ranges in two with about as many numbers: the first of the second half. */
    int middle(int first, int last) {
        int best = first + 1;
        for (int i = first + 2; i <= last; i++) {
            if (imbalance(first, i, last) < imbalance(first, best, last)) {
                best = i;
            }
        }
        return best;
    }

    private int imbalance(int first, int middle, int last) {
        return Math.abs(weight(first, middle - 1) - weight(middle, last));
    }

    /**
     * A range to which all others are alike but few ranges of a single number.
     *
     * @return the range, or -1 if there is none, or more singles than are worth it
     */
    int restOfSingles(int first, int last) {
        int rest = last;
        int singles = 0;
        for (int i = first; i <= last; i++) {
            if (isSingle(i)) {
                singles++;
            } else {
                rest = i;
            }
        }
        for (int i = first; i <= last; i++) {
            if (!isSingle(i) && !refusals(i).equals(refusals(rest))) {
                return -1;
            }
        }
        return singles <= MOST_SINGLES ? rest : -1;
    }

    private boolean isSingle(int range) {
        return range + 1 < count() && start(range + 1) == start(range) + 1;
    }
}
