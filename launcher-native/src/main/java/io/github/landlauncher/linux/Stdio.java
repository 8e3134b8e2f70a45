package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.FD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_GETFD;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_SETFL;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_NONBLOCK;
import static io.github.landlauncher.linux.libc.LinuxHeader.TCGETS;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.spi.LaunchRequest;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** The three standard streams of a start: what the child gets, and the pipe ends that stay here. */
final class Stdio implements AutoCloseable {

    private static final int TERMIOS_SIZE = 64;

    /** What the child does with one of its descriptors: dup2(source, target). */
    record Dup(int source, int target) {}

    private final Libc libc;
    private final Scratch scratch;
    private final List<Dup> dups = new ArrayList<>(3);
    private final List<Descriptor> childEnds = new ArrayList<>(3);
    private final Descriptor[] parentEnds = new Descriptor[3];
    private boolean terminal;

    private Stdio(Libc libc, Scratch scratch) {
        this.libc = libc;
        this.scratch = scratch;
    }

    /** Makes pipes and opens files, in the order input, output, error. */
    static Stdio open(Libc libc, Scratch scratch, LaunchRequest request) throws IOException {
        Stdio stdio = new Stdio(libc, scratch);
        try {
            stdio.openAll(request);
            return stdio;
        } catch (IOException | RuntimeException | Error e) {
            stdio.close();
            throw e;
        }
    }

    private void openAll(LaunchRequest request) throws IOException {
        if (request.from().isPresent()) {
            give(((Link) request.from().get()).takeReadEnd(), 0);
        } else {
            open(request.input(), 0);
        }
        if (request.to().isPresent()) {
            give(((Link) request.to().get()).takeWriteEnd(), 1);
        } else {
            open(request.output(), 1);
        }
        if (!request.redirectErrorStream()) {
            open(request.error(), 2);
            return;
        }
        // ProcessBuilder opens, creates and truncates the file of an overruled redirect as well.
        if (request.error().file() != null) {
            RedirectFile.open(libc, scratch, request.error()).close();
        }
        duplicateOutput(request);
    }

    private void open(Redirect redirect, int target) throws IOException {
        switch (redirect.type()) {
            case PIPE -> pipe(target);
            case INHERIT -> inherit(target);
            default -> {
                Descriptor file = RedirectFile.open(libc, scratch, redirect);
                give(file, target);
                noteTerminal(file.fd());
            }
        }
    }

    private void pipe(int target) throws IOException {
        Descriptor[] pipe = Descriptor.pipe(libc, scratch);
        int parent = target == 0 ? 1 : 0;
        parentEnds[target] = pipe[parent];
        give(pipe[1 - parent], target);
    }

    private void give(Descriptor source, int target) {
        childEnds.add(source);
        dups.add(new Dup(source.fd(), target));
    }

    /** The JVM's own descriptor 0, 1 or 2, which may be closed and is then closed in the child. */
    private void inherit(int fd) throws IOException {
        int flags = libc.fcntl(fd, F_GETFD, 0);
        if (flags == -Errno.EBADF) {
            return;
        }
        if (flags < 0) { // it may be open after all, and a terminal
            throw Failure.of(libc, StartStep.DESCRIPTORS, -flags);
        }
        if ((flags & FD_CLOEXEC) != 0) {
            dups.add(new Dup(fd, fd)); // posix_spawn clears the flag then
        }
        noteTerminal(fd);
    }

    private void noteTerminal(int fd) {
        int start = scratch.position();
        int result = libc.ioctl(fd, TCGETS, scratch.address(scratch.reserve(TERMIOS_SIZE)));
        scratch.backTo(start);
        // What cannot be asked is taken for a terminal: only an answer saves a program its filter.
        terminal |= result != -Errno.ENOTTY && result != -Errno.EINVAL && result != -Errno.EBADF;
    }

    private void duplicateOutput(LaunchRequest request) {
        boolean inherited = request.to().isEmpty() && request.output().type() == Redirect.Type.INHERIT;
        if (!inherited || libc.fcntl(1, F_GETFD, 0) != -Errno.EBADF) {
            dups.add(new Dup(1, 2));
        }
    }

    /** What the child does, in this order. */
    List<Dup> dups() {
        return dups;
    }

    /** Whether the child gets a terminal, inherited or by the name of its device. */
    boolean terminal() {
        return terminal;
    }

    /** Closes what only the child needs. */
    void closeChildEnds() {
        childEnds.forEach(Descriptor::close);
    }

    /** Lets no call on this JVM's ends of pipes block; the child's ends are not affected. */
    void unblockParentEnds() throws IOException {
        for (Descriptor end : parentEnds) {
            int result = end == null ? 0 : libc.fcntl(end.fd(), F_SETFL, O_NONBLOCK);
            if (result < 0) {
                throw Failure.of(libc, StartStep.DESCRIPTORS, -result);
            }
        }
    }

    /** Gives away this JVM's end of a stream that {@linkplain #isPipe is a pipe}. */
    int takeParentEnd(int stream) {
        return parentEnds[stream].release();
    }

    /** Whether the stream is a pipe to this JVM. */
    boolean isPipe(int stream) {
        return parentEnds[stream] != null;
    }

    @Override
    public void close() {
        closeChildEnds();
        for (Descriptor end : parentEnds) {
            if (end != null) {
                end.close();
            }
        }
    }
}
