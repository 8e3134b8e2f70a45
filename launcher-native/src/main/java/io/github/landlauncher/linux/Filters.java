package io.github.landlauncher.linux;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The seccomp programs of this JVM's children, each in a sealed memfd for the helper to read. One is
 * made when the first start needs it and lasts as long as the JVM.
 */
final class Filters {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Set<SyscallGroup>, Descriptor> made = new ConcurrentHashMap<>();
    private final Libc libc;
    private final MemoryPool pool;
    private final Architecture architecture;

    Filters(Libc libc, MemoryPool pool, Architecture architecture) {
        this.libc = libc;
        this.pool = pool;
        this.architecture = architecture;
    }

    /**
     * A descriptor that stays open, of the program that refuses these groups.
     *
     * @throws io.github.landlauncher.spi.StepFailedException if it cannot be made; the next call
     *     tries again
     */
    int fd(Set<SyscallGroup> groups) throws IOException {
        Descriptor known = made.get(groups);
        if (known != null) {
            return known.fd();
        }
        lock.lock();
        try {
            Descriptor filter = made.get(groups);
            if (filter == null) {
                filter = make(groups);
                made.put(Set.copyOf(groups), filter);
            }
            return filter.fd();
        } finally {
            lock.unlock();
        }
    }

    private Descriptor make(Set<SyscallGroup> groups) throws IOException {
        int jvm = (int) ProcessHandle.current().pid();
        byte[] program = FilterProgram.of(groups, architecture, jvm);
        try (Scratch scratch = Scratch.of(libc, pool, 0)) {
            int memfd = SealedMemfd.createData(libc, scratch, "seccomp-filter");
            Descriptor filter = Descriptor.of(libc, memfd, StartStep.DESCRIPTORS);
            return SealedMemfd.sealData(libc, scratch, filter, program, StartStep.DESCRIPTORS);
        }
    }
}
