package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.FilterHeader.BPF_JEQ;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_JGE;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_JSET;
import static io.github.landlauncher.linux.libc.FilterHeader.SECCOMP_RET_ALLOW;
import static io.github.landlauncher.linux.libc.FilterHeader.SECCOMP_RET_ERRNO;
import static io.github.landlauncher.linux.libc.FilterHeader.SECCOMP_RET_KILL_PROCESS;

import io.github.landlauncher.SyscallGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A seccomp program that refuses groups of system calls: a pure function of the groups.
 *
 * <p>It finds the number by binary search, so that the way to "allowed" is short for every number.
 * Its length for all numbers together is most of what installing a program costs, because the kernel
 * runs it for each of them, to remember those that are always allowed. For the same reason no
 * argument is loaded before the number is known.
 *
 * <p>Sources: seccomp(2); seccomp_cache_prepare in kernel/seccomp.c, Linux 7.3; and
 * docs/decisions/0014-balanced-filter.md.
 */
final class FilterProgram {

    // struct seccomp_data: nr, arch, instruction_pointer, args[6]; little-endian low words.
    static final int NR = 0;
    static final int ARCH = 4;
    static final int ARGUMENTS = 16;
    static final int SIZE_OF_ARGUMENT = 8;

    static final int ALL_BITS = -1;

    private final BpfAssembler code = new BpfAssembler();
    private final Map<List<Refusal>, Integer> bodies = new HashMap<>();
    private final NumberRanges ranges;

    private FilterProgram(NumberRanges ranges) {
        this.ranges = ranges;
    }

    /**
     * The program for some groups: an array of struct sock_filter.
     *
     * @param jvm the process that {@link SyscallGroup#SIGNALS_TO_JVM} protects
     */
    static byte[] of(Set<SyscallGroup> groups, Architecture architecture, int jvm) {
        NumberRanges ranges = NumberRanges.of(groups, architecture, jvm);
        return new FilterProgram(ranges).assemble(architecture.auditArch());
    }

    private byte[] assemble(int auditArch) {
        for (int i = 0; i < ranges.count(); i++) {
            List<Refusal> refusals = ranges.refusals(i);
            if (needsArguments(refusals) && !bodies.containsKey(refusals)) {
                bodies.put(refusals, body(refusals));
            }
        }
        int search = code.load(NR, search(0, ranges.count() - 1));
        int otherNumbers = code.ret(SECCOMP_RET_KILL_PROCESS); // they would dodge the rest
        code.load(ARCH, code.jump(BPF_JEQ, auditArch, search, otherNumbers));
        return code.program();
    }

    private static boolean needsArguments(List<Refusal> refusals) {
        return !refusals.isEmpty() && !refusals.get(0).always();
    }

    /** Where the number's range is known: a return, or the tests of its arguments. */
    private int leaf(List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return code.ret(SECCOMP_RET_ALLOW);
        }
        return needsArguments(refusals)
                ? bodies.get(refusals)
                : code.ret(SECCOMP_RET_ERRNO | refusals.get(0).errno());
    }

    /** Finds a number that is in one of these ranges. */
    private int search(int first, int last) {
        int rest = ranges.restOfSingles(first, last);
        if (rest >= 0) {
            return singles(first, last, rest);
        }
        int middle = ranges.middle(first, last);
        int above = search(middle, last);
        int below = search(first, middle - 1);
        return code.jump(BPF_JGE, ranges.start(middle), above, below);
    }

    /** Compares with the numbers of ranges of one number each; all other ranges are like the rest. */
    private int singles(int first, int last, int rest) {
        List<Refusal> usual = ranges.refusals(rest);
        int next = leaf(usual);
        for (int i = last; i >= first; i--) {
            if (!ranges.refusals(i).equals(usual)) {
                next = code.jump(BPF_JEQ, ranges.start(i), leaf(ranges.refusals(i)), next);
            }
        }
        return next;
    }

    /** Tries refusals in their order; a call that none of them refuses is allowed. */
    private int body(List<Refusal> refusals) {
        int next = code.ret(SECCOMP_RET_ALLOW);
        for (int i = refusals.size() - 1; i >= 0; i--) {
            Refusal refusal = refusals.get(i);
            boolean loaded = i > 0 && leavesLoaded(refusals.get(i - 1), refusal.tests().get(0));
            next = refusal(refusal, loaded, next);
        }
        return next;
    }

    /** Whether a refusal that does not apply always leaves what a test wants to look at. */
    private static boolean leavesLoaded(Refusal before, ArgumentTest test) {
        ArgumentTest last = before.tests().get(0);
        return before.tests().size() == 1
                && last.argument() == test.argument()
                && keptBits(last) == keptBits(test);
    }

    private int refusal(Refusal refusal, boolean loaded, int otherwise) {
        int next = code.ret(SECCOMP_RET_ERRNO | refusal.errno());
        List<ArgumentTest> tests = refusal.tests();
        for (int i = tests.size() - 1; i >= 0; i--) {
            ArgumentTest test = tests.get(i);
            next = compare(code, test, next, otherwise);
            if (i > 0 || !loaded) {
                if (keptBits(test) != ALL_BITS) {
                    next = code.and(keptBits(test), next);
                }
                next = code.load(ARGUMENTS + test.argument() * SIZE_OF_ARGUMENT, next);
            }
        }
        return next;
    }

    /** The bits that a comparison needs alone. */
    static int keptBits(ArgumentTest test) {
        return test.isAnyBit() ? ALL_BITS : test.mask();
    }

    /** Compares what was loaded, of which only {@link #keptBits} are left. */
    static int compare(BpfAssembler code, ArgumentTest test, int ifTrue, int ifFalse) {
        if (test.isAnyBit()) {
            return code.jump(BPF_JSET, test.mask(), ifTrue, ifFalse);
        }
        int among = test.among() ? ifTrue : ifFalse;
        int next = test.among() ? ifFalse : ifTrue;
        for (int i = test.values().size() - 1; i >= 0; i--) {
            next = code.jump(BPF_JEQ, test.values().get(i), among, next);
        }
        return next;
    }
}
