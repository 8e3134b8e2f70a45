package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells when a program cannot be looked at at all, and what to do about it. */
final class Unseen {

    private static final Path PTRACE_SCOPE = Path.of("/proc/sys/kernel/yama/ptrace_scope");

    private static final String GOES_ON =
            " The program goes on; what it tries is not reported, or not all of it.";

    private Unseen() {}

    /**
     * Whether it is this system that forbids to look, so that it will do so again, or what the program
     * has is too much to look at. Otherwise the thread has ended, or it gave an address at which there
     * is nothing, which is no secret.
     */
    static boolean isLasting(UnreadableException failure) {
        return switch (failure.errno()) {
            case Errno.EPERM, Errno.EACCES, Errno.ENOSYS -> true;
            default -> isTooMuch(failure);
        };
    }

    private static boolean isTooMuch(UnreadableException failure) {
        return failure.errno() == Errno.EFBIG || failure.errno() == Errno.E2BIG;
    }

    /** What was tried, why it failed, and what to do. */
    static String sentence(UnreadableException failure) {
        return sentence(failure, ptraceScope());
    }

    /**
     * The same on a system with this setting of Yama.
     *
     * @param scope kernel.yama.ptrace_scope, or null if there is no Yama
     */
    static String sentence(UnreadableException failure, String scope) {
        if (isTooMuch(failure)) {
            return failure.getMessage() + ". Other programs would have to wait for that." + GOES_ON;
        }
        String yama = scope == null || scope.equals("0")
                ? ""
                : " Here kernel.yama.ptrace_scope is " + scope + ", which allows it "
                        + switch (scope) {
                            case "1" -> "for processes that descend from this JVM and for none that"
                                    + " outlived its parent";
                            case "2" -> "with CAP_SYS_PTRACE only";
                            default -> "to nobody";
                        } + ".";
        return failure.getMessage() + ". To look at a program, by process_vm_readv or /proc, takes what"
                + " ptrace takes: the same user, who may read the program's file, or CAP_SYS_PTRACE; and no"
                + " seccomp filter around this JVM that refuses it." + yama
                + GOES_ON;
    }

    /** That a call of a thread could not be looked at in time. */
    static String late(int tid) {
        return "To find out what thread " + tid + " tries took longer than " + Turns.LONGEST.toSeconds()
                + " seconds: a file system that it names does not answer, or a listener blocks. Other programs"
                + " would have to wait for that." + GOES_ON;
    }

    private static String ptraceScope() {
        try {
            return Files.readString(PTRACE_SCOPE).trim();
        } catch (IOException e) {
            return null;
        }
    }
}
