package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.O_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_RDONLY;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Iovec;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.nio.charset.StandardCharsets;

/**
 * The memory of other processes, by process_vm_readv(2) or, where that is refused, /proc/TID/mem.
 *
 * <p>Both need what ptrace(2) needs: the same user and a program that may be looked at, or
 * CAP_SYS_PTRACE; and with Yama's ptrace_scope 1 that it descends from this JVM. See ptrace(2),
 * "Ptrace access mode checking", and Documentation/admin-guide/LSM/Yama.rst.
 */
final class ProgramMemory implements ChildMemory {

    /** No page is smaller, and none has its border elsewhere. */
    private static final int PAGE = 4096;

    private final Libc libc;
    private final MemoryPool pool;

    ProgramMemory(Libc libc, MemoryPool pool) {
        this.libc = libc;
        this.pool = pool;
    }

    @Override
    public byte[] read(int tid, long address, int size) throws UnreadableException {
        int pages = (int) (((address & (PAGE - 1)) + size + PAGE - 1) / PAGE);
        long needed = size + (pages + 2L) * Iovec.SIZE;
        try (Scratch scratch = Scratch.of(libc, pool, needed + Scratch.LONGEST_PATH)) {
            int buffer = scratch.reserve(size);
            long count = copy(scratch, tid, address, buffer, size);
            if (count == -Errno.ENOSYS || count == -Errno.EPERM || count == -Errno.EACCES) {
                count = readFile(scratch, tid, address, buffer, size, (int) -count);
            }
            if (count <= 0) {
                throw new UnreadableException("the memory of process " + tid,
                        count == 0 ? Errno.EFAULT : (int) -count);
            }
            byte[] bytes = new byte[(int) count];
            scratch.bytes().get(buffer, bytes);
            return bytes;
        }
    }

    /** One vector for each page: what ends in the middle of a vector may not be copied at all. */
    private long copy(Scratch scratch, int tid, long address, int buffer, int size) {
        int local = scratch.reserve(Iovec.SIZE);
        Iovec.put(scratch.bytes(), local, scratch.address(buffer), size);
        int remote = scratch.position();
        int vectors = 0;
        for (long at = address, end = address + size; at != end; vectors++) {
            long next = Math.min(end - at, PAGE - (at & (PAGE - 1)));
            Iovec.put(scratch.bytes(), scratch.reserve(Iovec.SIZE), at, next);
            at += next;
        }
        return libc.process_vm_readv(
                tid, scratch.address(local), 1, scratch.address(remote), vectors, 0);
    }

    /** Answers the first errno if the file cannot be opened either: it says more than EACCES. */
    private long readFile(
            Scratch scratch, int tid, long address, int buffer, int size, int errno) {
        String file = "/proc/" + tid + "/mem";
        long path = scratch.string(file.getBytes(StandardCharsets.US_ASCII));
        int fd = libc.open(path, O_RDONLY | O_CLOEXEC, 0);
        if (fd < 0) {
            return fd == -Errno.ENOENT ? -Errno.ESRCH : -errno;
        }
        long count = libc.pread(fd, scratch.address(buffer), size, address);
        libc.close(fd);
        return count == -Errno.EIO ? -Errno.EFAULT : count;
    }
}
