package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.FilterHeader.BPF_JEQ;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_JGE;
import static io.github.landlauncher.linux.libc.FilterHeader.SECCOMP_RET_ALLOW;
import static io.github.landlauncher.linux.libc.NotifyHeader.MSG_CONFIRM;
import static io.github.landlauncher.linux.libc.NotifyHeader.MSG_NOSIGNAL;
import static io.github.landlauncher.linux.libc.NotifyHeader.MSG_PROXY;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_RET_USER_NOTIF;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A seccomp program that shows a watcher the calls of {@link WatchTable}, when their tests hold, and
 * lets all others be: a pure function of the architecture.
 *
 * <p>It refuses nothing and kills nobody. Calls of another architecture and those with
 * __X32_SYSCALL_BIT are let be: what becomes of them is for {@link FilterProgram} to say. No argument
 * is loaded before the number is known, so that the kernel remembers the calls that are never shown
 * and does not run the program for them.
 */
final class NotifyProgram {

    /**
     * The flags of the one sendmsg that nobody may be asked about: by it the helper sends the listener
     * out, and who is to answer cannot have it yet. See helper-c/README.md, {@code notify}.
     */
    static final int FLAGS_OF_HELPER = MSG_NOSIGNAL | MSG_CONFIRM | MSG_PROXY;

    /** So many numbers are compared with one by one. */
    private static final int MOST_SINGLES = 3;

    private final BpfAssembler code = new BpfAssembler();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Integer> leaves = new ArrayList<>();

    private NotifyProgram() {}

    /** The program for a machine: an array of struct sock_filter. */
    static byte[] of(Architecture architecture) {
        return new NotifyProgram().assemble(architecture);
    }

    /** When a call is shown: if all of these tests hold. */
    static List<ArgumentTest> tests(Syscall call) {
        List<ArgumentTest> tests = new ArrayList<>(WatchTable.row(call).tests());
        if (call == Syscall.SENDMSG) {
            tests.add(ArgumentTest.isNot(2, FLAGS_OF_HELPER));
        }
        return tests;
    }

    private byte[] assemble(Architecture architecture) {
        for (Map.Entry<Integer, Syscall> call
                : new TreeMap<>(WatchTable.numbers(architecture)).entrySet()) {
            numbers.add(call.getKey());
            leaves.add(leaf(tests(call.getValue())));
        }
        int search = code.load(FilterProgram.NR, search(0, numbers.size()));
        int others = code.ret(SECCOMP_RET_ALLOW);
        code.load(FilterProgram.ARCH,
                code.jump(BPF_JEQ, architecture.auditArch(), search, others));
        return code.program();
    }

    /** Finds a number among those from {@code first} to before {@code end}. */
    private int search(int first, int end) {
        if (end - first > MOST_SINGLES) {
            int middle = (first + end) / 2;
            int above = search(middle, end);
            int below = search(first, middle);
            return code.jump(BPF_JGE, numbers.get(middle), above, below);
        }
        int next = code.ret(SECCOMP_RET_ALLOW);
        for (int i = end - 1; i >= first; i--) {
            next = code.jump(BPF_JEQ, numbers.get(i), leaves.get(i), next);
        }
        return next;
    }

    /** Where the number is known: a return, or the tests of the arguments. */
    private int leaf(List<ArgumentTest> tests) {
        int next = code.ret(SECCOMP_RET_USER_NOTIF);
        int otherwise = tests.isEmpty() ? next : code.ret(SECCOMP_RET_ALLOW);
        for (int i = tests.size() - 1; i >= 0; i--) {
            ArgumentTest test = tests.get(i);
            next = FilterProgram.compare(code, test, next, otherwise);
            int kept = FilterProgram.keptBits(test);
            if (kept != FilterProgram.ALL_BITS) {
                next = code.and(kept, next);
            }
            int offset = FilterProgram.ARGUMENTS + test.argument() * FilterProgram.SIZE_OF_ARGUMENT;
            next = code.load(offset, next);
        }
        return next;
    }
}
