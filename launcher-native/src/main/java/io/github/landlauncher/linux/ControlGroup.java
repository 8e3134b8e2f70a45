package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLET;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLPRI;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_RDONLY;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_WRONLY;

import io.github.landlauncher.ControlGroupLimits.Limit;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** The control group of one child and all that it starts. */
final class ControlGroup {

    private final ControlFiles files;
    private final EventLoop reaper;
    private final Path directory;
    private final CompletableFuture<Void> removed = new CompletableFuture<>();

    /** Guards what follows; the reaper may be told of a change before its watch is known here. */
    private final ReentrantLock lock = new ReentrantLock();

    private Descriptor events;
    private EventLoop.Watch watch;

    /** Takes over a group that was just made. */
    ControlGroup(ControlFiles files, EventLoop reaper, Path directory) {
        this.files = files;
        this.reaper = reaper;
        this.directory = directory;
    }

    /** Sets a limit, and returns what the report should say about it. */
    String set(Limit limit) throws IOException {
        write(limit.file(), limit.value());
        if (!limit.file().equals("memory.max")) {
            return limit.value();
        }
        // One that is killed in part may fork again, for as long as it likes.
        write("memory.oom.group", "1");
        // Swap would be memory beyond the limit. Absent if the kernel does not account for it.
        int result = files.write(directory.resolve("memory.swap.max"), "0");
        if (result == -Errno.ENOENT) {
            return limit.value() + "; swap is not limited, there is no memory.swap.max";
        }
        check("memory.swap.max", "0", result);
        return limit.value() + ", no swap";
    }

    private void write(String file, String value) throws IOException {
        check(file, value, files.write(directory.resolve(file), value));
    }

    private void check(String file, String value, int result) throws IOException {
        if (result < 0) {
            throw Failure.of(StartStep.CONTROL_GROUP, "\"" + value + "\" to "
                    + directory.resolve(file) + ": " + Failure.text(files.libc(), -result),
                    "The kernel refuses this value.");
        }
    }

    /** What a process writes "0" to in order to enter. */
    Descriptor openProcs() throws IOException {
        int fd = files.open(directory.resolve("cgroup.procs"), O_WRONLY);
        return Descriptor.of(files.libc(), fd, StartStep.CONTROL_GROUP);
    }

    Path directory() {
        return directory;
    }

    /**
     * Kills everything in the group at once, SIGKILL, also what is forked meanwhile.
     *
     * @return whether the kernel can: Linux 5.14 or later
     */
    boolean kill() {
        return files.write(directory.resolve("cgroup.kill"), "1") == 0 || !Files.exists(directory);
    }

    /** Whether a process is in the group or below it. */
    boolean isPopulated() {
        try {
            return ControlFiles.read(directory.resolve("cgroup.events")).contains("populated 1");
        } catch (IOException e) {
            return Files.exists(directory);
        }
    }

    /**
     * Removes the group as soon as it is empty, which may be now. Never blocks. To be called when
     * the program has ended, or was never started.
     *
     * @return completed when the group is gone, on the reaper thread if not now; exceptionally if
     *     that cannot be waited for, or groups that the program made are in the way
     */
    CompletableFuture<Void> removeWhenEmpty() {
        IOException failure = null;
        lock.lock();
        try {
            if (removed.isDone() || watch != null) {
                return removed;
            }
            if (!remove(directory)) {
                watch();
                return removed;
            }
        } catch (IOException e) {
            failure = e;
            endWatch();
        } finally {
            lock.unlock();
        }
        complete(failure);
        return removed;
    }

    private void watch() throws IOException {
        int fd = files.open(directory.resolve("cgroup.events"), O_RDONLY);
        events = Descriptor.of(files.libc(), fd, StartStep.WATCH);
        // Edge-triggered, it tells of each change and once at the beginning, and needs no reading.
        watch = reaper.watch(events.fd(), EPOLLPRI | EPOLLET, this::changed);
    }

    private void changed() {
        IOException failure = null;
        lock.lock();
        try {
            if (removed.isDone()) {
                return;
            }
            if (!remove(directory)) {
                if (isPopulated()) {
                    return; // the next change tells
                }
                // It has become empty in between, or there are groups in it.
                failure = remove(directory)
                        ? null
                        : new IOException(directory + " has groups in it that the program made");
            }
            endWatch();
        } finally {
            lock.unlock();
        }
        complete(failure);
    }

    private void endWatch() {
        if (watch != null) {
            watch.end();
        }
        if (events != null) {
            events.close();
        }
    }

    private void complete(IOException failure) {
        if (failure == null) {
            removed.complete(null);
        } else {
            removed.completeExceptionally(failure);
        }
    }

    /** Removes a group if it is empty: the kernel decides, so nothing can come in between. */
    static boolean remove(Path directory) {
        try {
            Files.delete(directory);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The kernel's words for a failure. */
    static String why(IOException e) {
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : e.getClass().getSimpleName();
    }
}
