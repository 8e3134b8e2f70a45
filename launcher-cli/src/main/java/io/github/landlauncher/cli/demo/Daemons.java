package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processes that are nobody's child any more, found by their working directory: one that only the
 * demo's processes have.
 */
final class Daemons {

    private Daemons() {}

    /** The ids of the processes whose working directory is in this one. */
    static Set<Long> in(Path directory) {
        return handles(directory).map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    /** Kills them, and no process that has got the id of one. */
    static void kill(Path directory) {
        handles(directory).forEach(ProcessHandle::destroyForcibly);
    }

    private static Stream<ProcessHandle> handles(Path directory) {
        // A handle knows when its process began, so it cannot mean a later one with the same id.
        return ProcessHandle.allProcesses().filter(process -> worksIn(directory, process));
    }

    private static boolean worksIn(Path directory, ProcessHandle process) {
        Path link = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.readSymbolicLink(link).startsWith(directory);
        } catch (IOException e) {
            return false; // It has ended, or it is another user's.
        }
    }

    /** The processes that this JVM has started and that have not ended. */
    static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    /**
     * Waits for the guards of programs that have ended: they are children of this JVM, and end when
     * they have killed what was left.
     *
     * @param before the children that are no guards
     */
    static void awaitGuards(Set<ProcessHandle> before) {
        Set<ProcessHandle> guards = new HashSet<>(children());
        guards.removeAll(before);
        guards.forEach(guard -> guard.onExit().join());
    }
}
