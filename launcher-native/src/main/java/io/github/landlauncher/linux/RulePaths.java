package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.AT_EMPTY_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_FDCWD;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_DIRECTORY;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_NOFOLLOW;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.PROC_SUPER_MAGIC;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_BENEATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_MAGICLINKS;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_SYMLINKS;
import static io.github.landlauncher.linux.libc.LinuxHeader.STATX_TYPE;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFDIR;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFLNK;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFMT;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.OpenHow;
import io.github.landlauncher.linux.libc.Statfs;
import io.github.landlauncher.linux.libc.Statx;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens the paths of rules, and refuses those that would open more than their name says.
 *
 * <p>All checks are made on what was opened, never on a name that could change in between.
 */
final class RulePaths {

    private static final int PATH_MAX = 4096;
    private static final byte[] EMPTY = {};
    private static final Path OWN_THREADS = Path.of("/proc/self/task");

    private final Libc libc;

    RulePaths(Libc libc) {
        this.libc = libc;
    }

    /** An open path and its type. */
    static final class Opened implements AutoCloseable {
        private final Libc libc;
        private final int fd;
        private final boolean directory;

        private Opened(Libc libc, int fd, boolean directory) {
            this.libc = libc;
            this.fd = fd;
            this.directory = directory;
        }

        int fd() {
            return fd;
        }

        boolean isDirectory() {
            return directory;
        }

        @Override
        public void close() {
            libc.close(fd);
        }
    }

    /**
     * Opens the path of a rule.
     *
     * @return null if it does not exist and need not
     */
    Opened open(PathRule rule, Scratch scratch) throws IOException {
        int fd = rule.base().isPresent() ? openBeneath(rule, scratch) : openNamed(rule, scratch);
        if (fd == -Errno.ENOENT && rule.ifExists()) {
            return null;
        }
        if (fd < 0) {
            throw refused(rule, -fd);
        }
        try {
            return checked(rule, fd, scratch);
        } catch (IOException | RuntimeException | Error e) {
            libc.close(fd);
            throw e;
        }
    }

    private int openNamed(PathRule rule, Scratch scratch) {
        // The last component may have been planted by a program that could write here before.
        int flags = O_PATH | O_CLOEXEC | (rule.writes() ? O_NOFOLLOW : 0);
        return openat2(AT_FDCWD, rule.path(), flags, RESOLVE_NO_MAGICLINKS, scratch);
    }

    private int openBeneath(PathRule rule, Scratch scratch) {
        int flags = O_PATH | O_CLOEXEC;
        int base = openat2(
                AT_FDCWD, rule.base().orElseThrow(), flags | O_DIRECTORY, RESOLVE_NO_MAGICLINKS, scratch);
        if (base < 0) {
            return base;
        }
        try {
            return openat2(base, rule.path(), flags, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS, scratch);
        } finally {
            libc.close(base);
        }
    }

    private int openat2(int dirfd, Path path, int flags, long resolve, Scratch scratch) {
        byte[] name = Encoding.bytes(path.toString());
        if (name.length > Scratch.LONGEST_PATH) {
            return -Errno.ENAMETOOLONG;
        }
        int how = scratch.reserve(OpenHow.SIZE);
        OpenHow.put(scratch.bytes(), how, flags, 0, resolve);
        long pathname = scratch.string(name);
        int fd;
        do {
            fd = libc.openat2(dirfd, pathname, scratch.address(how), OpenHow.SIZE);
        } while (fd == -Errno.EINTR); // file systems that ask a server or a program may wait
        return fd;
    }

    private Opened checked(PathRule rule, int fd, Scratch scratch) throws IOException {
        int stat = statx(fd, EMPTY, AT_EMPTY_PATH, scratch);
        if (stat < 0) {
            throw refused(rule, -stat);
        }
        int type = Statx.mode(scratch.bytes(), stat) & S_IFMT;
        if (type == S_IFLNK) {
            throw refused(rule, Errno.ELOOP);
        }
        // A file system without a device has major number 0, proc(5) among them.
        if (Statx.devMajor(scratch.bytes(), stat) == 0 && isProc(rule, fd, scratch)) {
            checkNotOwn(rule, fd, scratch);
        }
        return new Opened(libc, fd, type == S_IFDIR);
    }

    /** Whether it is in a mount of /proc, of which there may be more than one. */
    private boolean isProc(PathRule rule, int fd, Scratch scratch) throws IOException {
        int statfs = scratch.reserve(Statfs.SIZE);
        int result = libc.fstatfs(fd, scratch.address(statfs));
        if (result < 0) {
            throw refused(rule, -result);
        }
        return Statfs.type(scratch.bytes(), statfs) == PROC_SUPER_MAGIC;
    }

    /** Refuses this JVM's own entry of /proc: the rule would open it, and not the program's. */
    private void checkNotOwn(PathRule rule, int fd, Scratch scratch) throws IOException {
        int buffer = scratch.reserve(PATH_MAX);
        byte[] link = ("/proc/self/fd/" + fd).getBytes(StandardCharsets.US_ASCII);
        long length = libc.readlink(scratch.string(link), scratch.address(buffer), PATH_MAX);
        if (length < 0) {
            throw refused(rule, (int) -length);
        }
        byte[] name = new byte[(int) length];
        scratch.bytes().get(buffer, name);
        for (Path component : Path.of(Encoding.string(name))) {
            if (isOwn(component)) {
                throw new StepFailedException(
                        StartStep.OPEN_PATH,
                        0,
                        "rule \"" + rule + "\": it is this JVM's own entry of /proc",
                        List.of(
                                "A rule on /proc/self binds the entry of the JVM, never the program's own."
                                        + " Allow reading /proc as a whole, or nothing of it.",
                                "See docs/errors.md#open-path-own-proc"));
            }
        }
    }

    /** Whether a component is the id of this process, or of one of its threads, which names it too. */
    private static boolean isOwn(Path component) {
        String id = component.toString();
        return id.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && Files.exists(OWN_THREADS.resolve(id));
    }

    /** The offset of the answer, or a negated errno. */
    private int statx(int fd, byte[] path, int flags, Scratch scratch) {
        int stat = scratch.reserve(Statx.SIZE);
        int result = libc.statx(fd, scratch.string(path), flags, STATX_TYPE, scratch.address(stat));
        return result < 0 ? result : stat;
    }

    private StepFailedException refused(PathRule rule, int errno) {
        return Failure.ofRule(libc, rule, StartStep.OPEN_PATH, errno);
    }
}
