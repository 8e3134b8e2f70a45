package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.F_SETFL;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_NONBLOCK;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGTERM;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A start by way of a guard, helper-c/tree-guard.c: its command line, and the two pipes that connect
 * it with this JVM. Closing it closes what no process has taken over.
 */
final class Guard implements AutoCloseable {

    /** Where the guard finds the helper's image, the word to go, and its report. */
    private static final int IMAGE_FD = 7;

    private static final int GO_FD = 8;
    private static final int REPORT_FD = 9;

    private final Libc libc;
    private final MemoryPool pool;
    private final HelperImage image;
    private final Descriptor[] report;
    private final Descriptor[] go;
    private Descriptor pidfd;
    private boolean kept;

    private Guard(
            Libc libc, MemoryPool pool, HelperImage image, Descriptor[] report, Descriptor[] go) {
        this.libc = libc;
        this.pool = pool;
        this.image = image;
        this.report = report;
        this.go = go;
    }

    /** Makes the pipes for a guard that is run from this image. */
    static Guard open(Libc libc, MemoryPool pool, Scratch scratch, HelperImage image)
            throws IOException {
        Descriptor[] report = Descriptor.pipe(libc, scratch);
        try {
            return new Guard(libc, pool, image, report, Descriptor.pipe(libc, scratch));
        } catch (IOException e) {
            report[0].close();
            report[1].close();
            throw e;
        }
    }

    /** The program to spawn. */
    byte[] path() {
        return image.path();
    }

    /** What becomes of the descriptors, beyond what the helper needs. */
    void addDups(List<Stdio.Dup> dups, HelperImage helper) {
        if (helper.image() != null) {
            dups.add(new Stdio.Dup(helper.image().fd(), IMAGE_FD));
        }
        dups.add(new Stdio.Dup(go[0].fd(), GO_FD));
        dups.add(new Stdio.Dup(report[1].fd(), REPORT_FD));
    }

    /**
     * The guard's command line, in the language of helper-c/README.md.
     *
     * @param parent this JVM's pid if the guard is to end with it, or 0
     */
    List<byte[]> command(List<byte[]> helperCommand, HelperImage helper, int parent) {
        List<byte[]> words = new ArrayList<>(helperCommand.size() + 5);
        words.add(ascii("tree-guard"));
        words.add(ascii(Integer.toString(REPORT_FD)));
        words.add(ascii(Integer.toString(GO_FD)));
        words.add(ascii(Integer.toString(parent)));
        words.add(helper.image() == null ? helper.path() : ascii("/proc/self/fd/" + IMAGE_FD));
        words.addAll(helperCommand);
        return words;
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    /** Closes what only the guard needs. */
    void closeChildEnds() {
        go[0].close();
        report[1].close();
    }

    /** Has a guard kill its tree and end, even one that is too young to understand the signal. */
    void endTree(int pid) {
        go[1].close();
        libc.kill(pid, SIGTERM);
    }

    /**
     * Learns from the guard what its child is, and lets that become the program. Until then it waits,
     * so its pid cannot mean another process before there is a pidfd.
     */
    GuardedChild program(NewChild guard) throws IOException {
        try (Scratch scratch = Scratch.of(libc, pool, 0)) {
            int record = scratch.reserve(GuardedChild.RECORD_SIZE);
            long count;
            do {
                count = libc.read(report[0].fd(), scratch.address(record), GuardedChild.RECORD_SIZE);
            } while (count == -Errno.EINTR);
            check((int) count);
            if (count != GuardedChild.RECORD_SIZE) {
                throw Failure.of(StartStep.GUARD, "the guard did not report, " + guard.end(),
                        "It was killed, or what ran is not the guard of this version.");
            }
            int pid = scratch.bytes().getInt(record);
            if (pid == 0) {
                throw Failure.of(libc, StartStep.GUARD, scratch.bytes().getInt(record + Integer.BYTES));
            }
            check(libc.fcntl(report[0].fd(), F_SETFL, O_NONBLOCK));
            pidfd = Descriptor.of(libc, libc.pidfd_open(pid, 0), StartStep.WATCH);
            GuardedChild child = new GuardedChild(libc, pool, guard, pid, pidfd, report[0]);
            check((int) libc.write(go[1].fd(), scratch.address(record), 1));
            return child;
        }
    }

    private void check(int result) throws IOException {
        if (result < 0) {
            throw Failure.of(libc, StartStep.GUARD, -result);
        }
    }

    /** Leaves pidfd and report to the process. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        closeChildEnds();
        go[1].close();
        if (!kept) {
            report[0].close();
            if (pidfd != null) {
                pidfd.close();
            }
        }
    }
}
