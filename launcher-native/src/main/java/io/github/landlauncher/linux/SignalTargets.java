package io.github.landlauncher.linux;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a process is outside the sandbox of another one, which is not to be seen in /proc.
 *
 * <p>Inside are the descendants of a child of this JVM. A process whose parents have ended is not
 * known to be one of them or not: then it is not called outside, unless it cannot be inside because
 * it is older, or lacks no_new_privs.
 */
final class SignalTargets {

    private static final int GROUP = 2; // fields of proc_pid_stat(5) after the name
    private static final int INIT = 1;

    private final WatchedThread sender;
    private final int jvm;

    /**
     * Looks from a sender.
     *
     * @param jvm who starts the programs that are watched
     */
    SignalTargets(WatchedThread sender, int jvm) {
        this.sender = sender;
        this.jvm = jvm;
    }

    /** Whether a signal to a process or thread goes outside, and only Landlock can refuse it. */
    boolean isOutside(int pid) throws UnreadableException {
        Optional<ThreadStatus> mine = sender.status();
        Optional<ThreadStatus> target = new WatchedThread(sender.proc(), pid).printedStatus();
        if (mine.isEmpty() || target.isEmpty() || mine.get().nested() || !mine.get().noNewPrivs()) {
            return false;
        }
        if (mine.get().pid() == target.get().pid() || !mine.get().maySignal(target.get())) {
            return false;
        }
        return target.get().pid() == jvm
                || !target.get().noNewPrivs()
                || isOtherProgram(mine.get().pid(), target.get().pid());
    }

    private boolean isOtherProgram(int mine, int target) throws UnreadableException {
        Optional<ProcStat> program = program(mine);
        if (program.isEmpty()) {
            return false;
        }
        Optional<ProcStat> other = program(target);
        if (other.isPresent()) {
            return other.get().pid() != program.get().pid();
        }
        Optional<ProcStat> stat = stat(target);
        return stat.isPresent() && stat.get().start() < program.get().start();
    }

    /** The child of the JVM that a process descends from; the first process adopts any orphan. */
    private Optional<ProcStat> program(int pid) throws UnreadableException {
        if (jvm == INIT) {
            return Optional.empty();
        }
        Optional<ProcStat> at = stat(pid);
        while (at.isPresent() && at.get().parent() != jvm) {
            int parent = at.get().parent();
            at = parent <= INIT ? Optional.empty() : stat(parent);
        }
        return at;
    }

    private Optional<ProcStat> stat(int pid) throws UnreadableException {
        return text(pid).map(ProcStat::parse);
    }

    private Optional<String> text(int pid) throws UnreadableException {
        return WatchedThread.text(new WatchedThread(sender.proc(), pid).entry("stat"));
    }

    /** Whether a process of a group is outside. */
    boolean isAnyOutside(int group) throws UnreadableException {
        for (int pid : processes()) {
            if (groupOf(pid) == group && isOutside(pid)) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody outside can be reached by a signal to everybody; the JVM is always there. */
    boolean isEverybodyOutside() throws UnreadableException {
        return isOutside(jvm);
    }

    /** The sender's own process group, or 0. */
    int ownGroup() throws UnreadableException {
        return groupOf(sender.tid());
    }

    private int groupOf(int pid) throws UnreadableException {
        return text(pid)
                .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" ")[GROUP])
                .map(Integer::valueOf)
                .orElse(0);
    }

    private List<Integer> processes() {
        List<Integer> processes = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(sender.proc())) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit)) {
                    processes.add(Integer.valueOf(name));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // nothing is said of what cannot be listed
        }
        return processes;
    }
}
