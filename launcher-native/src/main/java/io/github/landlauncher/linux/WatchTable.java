package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.ArgumentTest.is;
import static io.github.landlauncher.linux.ArgumentTest.isNot;
import static io.github.landlauncher.linux.Syscall.*;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_PATH;
import static io.github.landlauncher.linux.libc.WatchHeader.*;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which system calls a watcher is shown, and when: those on which Landlock may say no.
 *
 * <p>Calls that Landlock never denies are missing, such as stat(2), chdir(2) and chmod(2), and so are
 * those on descriptors that it has judged when they were opened, such as ftruncate(2). What is not
 * seen here although Landlock looks at it: operations of io_uring, and open_by_handle_at(2).
 *
 * <p>The other calls that have a path but no descriptor to start from exist on x86-64 only, see
 * {@link Syscall}.
 */
final class WatchTable {

    /**
     * A row: a system call is shown if all tests of its arguments are true.
     *
     * <p>A test of a pointer sees its lower half: one that is not null but a multiple of 4 GiB is not
     * shown.
     */
    record Row(Syscall call, List<ArgumentTest> tests) {}

    /** Requests that Landlock allows on every device: is_masked_device_ioctl() of Linux 6.18. */
    private static final Integer[] HARMLESS_REQUESTS = {
        FIOCLEX, FIONCLEX, FIONBIO, FIOASYNC, FIOQSIZE, FIFREEZE, FITHAW, FIGETBSZ, FICLONE,
        FICLONERANGE, FIDEDUPERANGE, FS_IOC_FIEMAP, FS_IOC_GETFSUUID, FS_IOC_GETFSSYSFSPATH
    };

    private static final Map<Syscall, Row> ROWS = rowsByCall();

    private WatchTable() {}

    private static Map<Syscall, Row> rowsByCall() {
        Map<Syscall, Row> rows = new EnumMap<>(Syscall.class);
        // What is opened with O_PATH cannot be read, and is never denied.
        ArgumentTest opensMoreThanPath = is(1, 0).masked(O_PATH);
        add(rows, opensMoreThanPath, OPEN);
        add(rows, opensMoreThanPath.of(2), OPENAT);
        add(rows, OPENAT2, CREAT, TRUNCATE, EXECVE, EXECVEAT);
        add(rows, MKDIR, MKDIRAT, MKNOD, MKNODAT, SYMLINK, SYMLINKAT);
        add(rows, UNLINK, UNLINKAT, RMDIR, RENAME, RENAMEAT, RENAMEAT2, LINK, LINKAT);
        add(rows, BIND, CONNECT, SENDMSG, SENDMMSG);
        add(rows, isNot(4, 0), SENDTO); // the address
        // The standard streams are the JVM's, and what the JVM opened is not restricted.
        rows.put(IOCTL, new Row(IOCTL, List.of(isNot(0, 0, 1, 2), isNot(1, HARMLESS_REQUESTS))));
        add(rows, KILL, TKILL, TGKILL, RT_SIGQUEUEINFO, RT_TGSIGQUEUEINFO, PIDFD_SEND_SIGNAL);
        add(rows, MOUNT, UMOUNT2, PIVOT_ROOT, MOVE_MOUNT);
        return Collections.unmodifiableMap(rows);
    }

    private static void add(Map<Syscall, Row> rows, Syscall... calls) {
        for (Syscall call : calls) {
            rows.put(call, new Row(call, List.of()));
        }
    }

    private static void add(Map<Syscall, Row> rows, ArgumentTest test, Syscall call) {
        rows.put(call, new Row(call, List.of(test)));
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
