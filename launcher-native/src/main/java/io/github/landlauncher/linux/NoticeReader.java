package io.github.landlauncher.linux;

import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.linux.libc.Errno;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a watched program is about to call into what it tries, with paths as the kernel would
 * resolve them.
 *
 * <p>There is one reader for each program, since it remembers the sockets that the program has bound.
 * Whatever the kernel refuses by itself, before Landlock is asked, is no attempt. Not thread-safe.
 */
final class NoticeReader {

    private final ChildMemory memory;
    private final SocketKinds sockets;
    private final Path proc;
    private final int jvm;
    private final Map<Integer, Syscall> calls;
    private final OwnSockets own = new OwnSockets();

    /**
     * A reader for a program that this JVM starts, on this machine's architecture.
     *
     * @param proc the mount of proc(5) of this JVM's pid namespace
     */
    NoticeReader(ChildMemory memory, SocketKinds sockets, Path proc) {
        this(memory, sockets, proc, (int) ProcessHandle.current().pid(),
                Architecture.of(System.getProperty("os.arch")));
    }

    /** A reader for a program that some process has started. */
    NoticeReader(
            ChildMemory memory, SocketKinds sockets, Path proc, int jvm, Architecture architecture) {
        this.memory = memory;
        this.sockets = sockets;
        this.proc = proc;
        this.jvm = jvm;
        calls = WatchTable.numbers(architecture);
    }

    /**
     * What a call tries.
     *
     * @return nothing if it is not one that is watched, if the kernel refuses it by itself, or if the
     *     thread has ended meanwhile
     * @throws UnreadableException if the program cannot be looked at; the message is a sentence
     */
    List<Attempt> attempts(Notice notice) throws UnreadableException {
        Syscall syscall = calls.get(notice.number());
        if (syscall == null) {
            return List.of();
        }
        WatchedThread thread = new WatchedThread(proc, notice.tid());
        PendingCall call = new PendingCall(notice, memory, sockets, own,
                new SignalTargets(thread, jvm), thread);
        try {
            List<Operation> operations = WatchTable.row(syscall).decoding().operations(call);
            return operations.isEmpty() ? List.of() : attempts(thread, syscall, operations);
        } catch (UnreadableException e) {
            if (e.errno() == Errno.EFAULT || e.errno() == Errno.ESRCH) {
                return List.of(); // the kernel finds nothing there either, or nobody waits any more
            }
            throw e;
        }
    }

    private static List<Attempt> attempts(
            WatchedThread thread, Syscall syscall, List<Operation> operations)
            throws UnreadableException {
        Optional<ThreadStatus> status = thread.status();
        if (status.isEmpty()) {
            return List.of();
        }
        Optional<Path> executable = thread.executable();
        return operations.stream()
                .map(operation -> new Attempt(status.get().pid(), executable, syscall.toString(),
                        operation, status.get().subject()))
                .toList();
    }
}
