package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.ArgumentTest.is;
import static io.github.landlauncher.linux.ArgumentTest.isNot;
import static io.github.landlauncher.linux.Syscall.*;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_CREAT;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_TRUNC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_WRONLY;
import static io.github.landlauncher.linux.libc.WatchHeader.*;

import io.github.landlauncher.AccessFs;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which system calls a watcher is shown, when, and what they are about: those on which Landlock may
 * say no.
 *
 * <p>Calls that Landlock never denies are missing, such as stat(2), chdir(2) and chmod(2), and so are
 * those on descriptors that it has judged when they were opened, such as ftruncate(2). What is not
 * seen here although Landlock looks at it: operations of io_uring, and open_by_handle_at(2).
 *
 * <p>Calls that name a file without a descriptor to start from exist on x86-64 only, apart from
 * execve(2) and truncate(2): see {@link Syscall}.
 */
final class WatchTable {

    /**
     * A row: a system call is shown if all tests of its arguments are true.
     *
     * <p>A test of a pointer sees its lower half: one that is not null but a multiple of 4 GiB is not
     * shown.
     *
     * @param decoding what it is about
     */
    record Row(Syscall call, List<ArgumentTest> tests, Decoding decoding) {}

    /** Requests that Landlock allows on every device: is_masked_device_ioctl() of Linux 6.18. */
    private static final Integer[] HARMLESS_REQUESTS = {
        FIOCLEX, FIONCLEX, FIONBIO, FIOASYNC, FIOQSIZE, FIFREEZE, FITHAW, FIGETBSZ, FICLONE,
        FICLONERANGE, FIDEDUPERANGE, FS_IOC_FIEMAP, FS_IOC_GETFSUUID, FS_IOC_GETFSSYSFSPATH
    };

    private static final Map<Syscall, Row> ROWS = rowsByCall();

    private WatchTable() {}

    private static Map<Syscall, Row> rowsByCall() {
        Map<Syscall, Row> rows = new EnumMap<>(Syscall.class);
        addFiles(rows);
        addNames(rows);
        add(rows, BIND, SocketCalls::bind);
        add(rows, CONNECT, SocketCalls::connect);
        add(rows, SENDTO, SocketCalls::sendTo, isNot(4, 0)); // the address
        add(rows, SENDMSG, SocketCalls::sendMessage);
        add(rows, SENDMMSG, SocketCalls::sendMessages);
        add(rows, KILL, SignalCalls::kill);
        add(rows, TKILL, call -> SignalCalls.one(call, 0, 1));
        add(rows, TGKILL, call -> SignalCalls.one(call, 1, 2));
        add(rows, RT_SIGQUEUEINFO, call -> SignalCalls.one(call, 0, 1));
        add(rows, RT_TGSIGQUEUEINFO, call -> SignalCalls.one(call, 1, 2));
        add(rows, PIDFD_SEND_SIGNAL, SignalCalls::byPidfd);
        // The standard streams are the JVM's, and what the JVM opened is not restricted.
        add(rows, IOCTL, DeviceCalls::control, isNot(0, 0, 1, 2), isNot(1, HARMLESS_REQUESTS));
        for (Syscall call : List.of(MOUNT, UMOUNT2, PIVOT_ROOT, MOVE_MOUNT)) {
            add(rows, call, DeviceCalls::mount);
        }
        return Collections.unmodifiableMap(rows);
    }

    private static void addFiles(Map<Syscall, Row> rows) {
        // What is opened with O_PATH cannot be read, and is never denied.
        ArgumentTest more = is(1, 0).masked(O_PATH);
        add(rows, OPEN, call -> OpenCalls.open(call.path(0), call.integer(1)), more);
        add(rows, OPENAT, call -> OpenCalls.open(call.path(0, 1), call.integer(2)), more.of(2));
        add(rows, OPENAT2, call -> OpenCalls.open(call, call.path(0, 1)));
        add(rows, CREAT, call -> OpenCalls.open(call.path(0), O_CREAT | O_WRONLY | O_TRUNC));
        add(rows, TRUNCATE, call -> FileCalls.truncate(call.path(0), call.argument(1)));
        add(rows, EXECVE, call -> FileCalls.execute(call.path(0), 0));
        add(rows, EXECVEAT, call -> FileCalls.execute(call.path(0, 1), call.integer(4)));
    }

    private static void addNames(Map<Syscall, Row> rows) {
        add(rows, MKDIR, call -> FileCalls.make(call.path(0), AccessFs.MAKE_DIR));
        add(rows, MKDIRAT, call -> FileCalls.make(call.path(0, 1), AccessFs.MAKE_DIR));
        add(rows, MKNOD, call -> FileCalls.makeNode(call.path(0), call.integer(1)));
        add(rows, MKNODAT, call -> FileCalls.makeNode(call.path(0, 1), call.integer(2)));
        add(rows, SYMLINK, call -> FileCalls.makeLink(call, 0, call.path(1)));
        add(rows, SYMLINKAT, call -> FileCalls.makeLink(call, 0, call.path(1, 2)));
        add(rows, UNLINK, call -> FileCalls.remove(call.path(0), 0));
        add(rows, UNLINKAT, call -> FileCalls.remove(call.path(0, 1), call.integer(2)));
        add(rows, RMDIR, call -> FileCalls.remove(call.path(0), AT_REMOVEDIR));
        add(rows, RENAME, call -> RenameCalls.rename(call, call.path(0), call.path(1), 0));
        add(rows, RENAMEAT, call -> RenameCalls.rename(call, call.path(0, 1), call.path(2, 3), 0));
        add(rows, RENAMEAT2, call ->
                RenameCalls.rename(call, call.path(0, 1), call.path(2, 3), call.integer(4)));
        add(rows, LINK, call -> RenameCalls.link(call.path(0), call.path(1), 0));
        add(rows, LINKAT, call ->
                RenameCalls.link(call.path(0, 1), call.path(2, 3), call.integer(4)));
    }

    private static void add(
            Map<Syscall, Row> rows, Syscall call, Decoding decoding, ArgumentTest... tests) {
        rows.put(call, new Row(call, List.of(tests), decoding));
    }

    /** All calls that are watched, whichever architecture has them. */
    static Set<Syscall> calls() {
        return ROWS.keySet();
    }

    /** When a call is shown. */
    static Row row(Syscall call) {
        return ROWS.get(call);
    }

    /** The watched calls of an architecture by their numbers. */
    static Map<Integer, Syscall> numbers(Architecture architecture) {
        Map<Integer, Syscall> numbers = new HashMap<>();
        for (Syscall call : calls()) {
            int number = call.number(architecture);
            if (number != Syscall.NONE) {
                numbers.put(number, call);
            }
        }
        return numbers;
    }
}
