package io.github.landlauncher.it.escape;

import io.github.landlauncher.it.Errno;
import java.util.Map;

/**
 * How an attempt ended.
 *
 * @param verdict {@code open} if the attacker got what it wanted; else what stopped it: an errno's
 *     or a signal's name, or {@code no effect} if no call failed
 * @param detail what the attempt said, for messages
 */
record Result(String verdict, String detail) {

    /** The attacker got what it wanted. */
    static final String OPEN = "open";

    /** Every call succeeded, and nothing happened. */
    static final String NO_EFFECT = "no effect";

    /** The policy cannot be enforced on this kernel, and nothing was started. */
    static final String UNAVAILABLE = "start: unavailable";

    /** It makes no sense on this architecture or kernel. */
    static final String IMPOSSIBLE = "impossible";

    private static final int REFUSED_EXIT = 1;
    private static final int IMPOSSIBLE_EXIT = 2;
    private static final int WITHOUT_EFFECT_EXIT = 3;
    private static final int FIRST_SIGNAL_EXIT = 128;

    /** An ELF interpreter that is not allowed to do something. */
    private static final int LOADER_EXIT = 127;

    private static final Map<Integer, String> SIGNALS =
            Map.of(9, "SIGKILL", 24, "SIGXCPU", 25, "SIGXFSZ", 31, "SIGSYS");

    static Result of(String verdict) {
        return new Result(verdict, "");
    }

    /**
     * What a finished attempt says.
     *
     * @throws IllegalStateException if the attempt was not made: a wrong command line, a crash, or
     *     a signal that nobody sends
     */
    static Result of(int exitValue, String output, String error) {
        String text = output.strip();
        return switch (exitValue) {
            case 0 -> new Result(OPEN, text);
            case REFUSED_EXIT -> refused(text);
            case IMPOSSIBLE_EXIT -> new Result(IMPOSSIBLE, text);
            case WITHOUT_EFFECT_EXIT -> new Result(NO_EFFECT, "without effect: " + text);
            case LOADER_EXIT -> new Result("ld.so", error.strip());
            default -> {
                String signal = SIGNALS.get(exitValue - FIRST_SIGNAL_EXIT);
                if (signal == null) {
                    throw new IllegalStateException(
                            "exit value " + exitValue + ", output: " + text + ", error: " + error);
                }
                yield new Result(signal, "killed by " + signal);
            }
        };
    }

    /** The last word is the errno. */
    private static Result refused(String text) {
        int space = text.lastIndexOf(' ');
        int number = Integer.parseInt(text.substring(space + 1));
        String name = Errno.of(number).map(Errno::name).orElse("errno " + number);
        return new Result(name, text.substring(0, space) + ": " + name);
    }

    boolean isOpen() {
        return verdict.equals(OPEN);
    }
}
