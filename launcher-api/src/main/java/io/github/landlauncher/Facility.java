package io.github.landlauncher;

/** What matters to a sandbox of what a kernel and a JVM have besides Landlock. */
public enum Facility {
    /** The kernel lets a process install seccomp filters. */
    SECCOMP,
    /** Programs can make MPTCP sockets, which TCP rights do not cover. */
    MPTCP,
    /** The JVM has capabilities, as root has, and so has a program unless they are dropped. */
    CAPABILITIES,
    /** The JVM runs as uid 0 of the system, which RLIMIT_NPROC does not bind. */
    ROOT
}
