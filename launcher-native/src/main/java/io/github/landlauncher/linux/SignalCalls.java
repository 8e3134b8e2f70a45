package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.WatchHeader.PIDFD_SIGNAL_PROCESS_GROUP;

import io.github.landlauncher.Scope;
import io.github.landlauncher.explain.Operation;
import java.util.List;
import java.util.Optional;

/** Calls that send a signal, also number 0, which only asks whether one could be sent. */
final class SignalCalls {

    private static final List<Operation> NONE = List.of();
    private static final int LAST_SIGNAL = 64; // _NSIG of asm/signal.h
    private static final String PIDFD = "Pid:\t"; // a line of /proc/TID/fdinfo, pidfd_open(2)

    private SignalCalls() {}

    /** kill(2). */
    static List<Operation> kill(PendingCall call) throws UnreadableException {
        int pid = call.integer(0);
        if (!isSignal(call.integer(1)) || pid == Integer.MIN_VALUE) {
            return NONE;
        }
        SignalTargets targets = call.targets();
        if (pid > 0) {
            return reach(targets.isOutside(pid));
        }
        return switch (pid) {
            case 0 -> group(targets, targets.ownGroup());
            case -1 -> reach(targets.isEverybodyOutside());
            default -> group(targets, -pid);
        };
    }

    /**
     * A signal to one thread or process.
     *
     * @param pid the argument that says which; a thread is as much outside as its process is
     * @param signal the argument that has the signal
     */
    static List<Operation> one(PendingCall call, int pid, int signal) throws UnreadableException {
        return call.integer(pid) > 0 && isSignal(call.integer(signal))
                ? reach(call.targets().isOutside(call.integer(pid)))
                : NONE;
    }

    /** pidfd_send_signal(2). */
    static List<Operation> byPidfd(PendingCall call) throws UnreadableException {
        Optional<String> info = WatchedThread.text(
                call.thread().entry("fdinfo").resolve(Integer.toString(call.integer(0))));
        int pid = info.flatMap(text -> text.lines().filter(line -> line.startsWith(PIDFD)).findAny())
                .map(line -> Integer.valueOf(line.substring(PIDFD.length()).trim()))
                .orElse(0);
        if (pid <= 0 || !isSignal(call.integer(1))) {
            return NONE;
        }
        return (call.integer(3) & PIDFD_SIGNAL_PROCESS_GROUP) != 0
                ? group(call.targets(), pid)
                : reach(call.targets().isOutside(pid));
    }

    private static boolean isSignal(int number) {
        return number >= 0 && number <= LAST_SIGNAL;
    }

    private static List<Operation> group(SignalTargets targets, int group) throws UnreadableException {
        return reach(group > 0 && targets.isAnyOutside(group));
    }

    private static List<Operation> reach(boolean outside) {
        return outside ? List.of(new Operation.Reach(Scope.SIGNAL)) : NONE;
    }
}
