package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** So many processes are looked at for one signal. */
    static final int MOST_LOOKS = 5_000;

    private final WatchedThread sender;
    private final int jvm;

    /** Which child of the JVM each process descends from, as far as was asked. */
    private final Map<Integer, Optional<ProcStat>> programs = new HashMap<>();

    private int looks;

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
        List<Integer> way = new ArrayList<>();
        int at = pid;
        while (!programs.containsKey(at)) {
            way.add(at);
            Optional<ProcStat> stat = stat(at);
            if (stat.isPresent() && stat.get().parent() > INIT && stat.get().parent() != jvm) {
                at = stat.get().parent();
            } else {
                programs.put(at, stat.filter(process -> process.parent() == jvm));
            }
        }
        Optional<ProcStat> program = programs.get(at);
        way.forEach(process -> programs.put(process, program));
        return program;
    }

    private Optional<ProcStat> stat(int pid) throws UnreadableException {
        return text(pid).map(ProcStat::parse);
    }

    /** Other programs wait meanwhile, and this one can have any number of processes. */
    private Optional<String> text(int pid) throws UnreadableException {
        looks++;
        if (looks > MOST_LOOKS) {
            throw new UnreadableException(
                    "more than " + MOST_LOOKS + " processes that a signal may be for", Errno.E2BIG);
        }
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
