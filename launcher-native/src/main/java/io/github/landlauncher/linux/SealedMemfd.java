package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.F_ADD_SEALS;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_SEAL_GROW;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_SEAL_SEAL;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_SEAL_SHRINK;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_SEAL_WRITE;
import static io.github.landlauncher.linux.libc.LinuxHeader.MFD_ALLOW_SEALING;
import static io.github.landlauncher.linux.libc.LinuxHeader.MFD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.MFD_EXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.MFD_NOEXEC_SEAL;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A file in memory that nobody can change any more, memfd_create(2). */
final class SealedMemfd {

    private static final int READ = 0444;
    private static final int READ_AND_EXECUTE = 0555;
    private static final int SEALS = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;

    private SealedMemfd() {}

    /** A descriptor of a new empty file that may be executed, or a negated errno. */
    static int create(Libc libc, Scratch scratch, String name) {
        return create(libc, scratch, name, MFD_EXEC);
    }

    /** A descriptor of a new empty file for data, which any setting of the system allows. */
    static int createData(Libc libc, Scratch scratch, String name) {
        return create(libc, scratch, name, MFD_NOEXEC_SEAL);
    }

    private static int create(Libc libc, Scratch scratch, String name, int executable) {
        long address = scratch.string(name.getBytes(StandardCharsets.US_ASCII));
        int flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
        int fd = libc.memfd_create(address, flags | executable);
        // Kernels before 6.3 know neither flag; every memfd can be executed there.
        return fd == -Errno.EINVAL ? libc.memfd_create(address, flags) : fd;
    }

    /** Writes and seals a new file that may be executed; closes it if that fails. */
    static Descriptor seal(Libc libc, Scratch scratch, Descriptor memfd, byte[] content, StartStep step)
            throws IOException {
        return seal(libc, scratch, memfd, content, READ_AND_EXECUTE, step);
    }

    /** Writes and seals a new file for data; closes it if that fails. */
    static Descriptor sealData(
            Libc libc, Scratch scratch, Descriptor memfd, byte[] content, StartStep step)
            throws IOException {
        return seal(libc, scratch, memfd, content, READ, step);
    }

    private static Descriptor seal(
            Libc libc, Scratch scratch, Descriptor memfd, byte[] content, int mode, StartStep step)
            throws IOException {
        try {
            long written = libc.write(memfd.fd(), scratch.string(content), content.length);
            check(libc, step, written == content.length ? 0 : written < 0 ? written : -Errno.EIO);
            check(libc, step, libc.fchmod(memfd.fd(), mode));
            check(libc, step, libc.fcntl(memfd.fd(), F_ADD_SEALS, SEALS));
            return memfd;
        } catch (IOException e) {
            memfd.close();
            throw e;
        }
    }

    private static void check(Libc libc, StartStep step, long result) throws IOException {
        if (result < 0) {
            throw Failure.of(libc, step, (int) -result);
        }
    }
}
