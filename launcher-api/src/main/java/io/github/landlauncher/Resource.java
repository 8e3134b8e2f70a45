package io.github.landlauncher;

/**
 * A resource that the kernel counts for each process or user and can limit; see setrlimit(2).
 *
 * <p>Constants carry the kernel's names without {@code RLIMIT_}. A limit binds the program and, each
 * for itself, the processes it starts, unless the unit says otherwise.
 */
public enum Resource {
    /** Processor time, in seconds. At the soft limit SIGXCPU, at the hard one SIGKILL. */
    CPU(0),
    /** The size of a file that is written, in bytes: SIGXFSZ, or EFBIG. */
    FSIZE(1),
    /** The stack of the first thread, in bytes. */
    STACK(3),
    /** The size of a core dump, in bytes; 0, as in every containment, means none is made. */
    CORE(4),
    /**
     * The number of processes and threads of the program's user, all of them counted, those outside
     * the sandbox too. It does not bind uid 0.
     */
    NPROC(6),
    /** One more than the highest descriptor. */
    NOFILE(7),
    /** Locked memory, in bytes. */
    MEMLOCK(8),
    /** The address space, in bytes. */
    AS(9);

    private final int number;

    Resource(int number) {
        this.number = number;
    }

    /** The kernel's number, the same on x86-64, aarch64 and riscv64. */
    public int number() {
        return number;
    }
}
