package io.github.landlauncher.explain;

import java.nio.file.Path;
import java.util.Optional;

/** What ordinary permissions are decided by; paths are absolute and lead through no symbolic link. */
interface FileFacts {

    /**
     * What a path names; a symbolic link is itself. Empty too if this JVM may not look there: then
     * a program of its user may not either.
     */
    Optional<Inode> inode(Path path);

    /** Whether a directory has no entries. */
    boolean isEmpty(Path directory);

    /** Whether both names mean the same file. */
    boolean same(Path one, Path other);

    /** Whether a program runs from this file, so that it cannot be written (ETXTBSY). */
    boolean isRunning(Path file);

    /** Whether a process has a controlling terminal, which is what /dev/tty stands for. */
    boolean hasTerminal(int pid);

    /** The mount that a path is on. */
    Mounts.Mount mount(Path path);

    /** Whether fs.protected_hardlinks is set. */
    boolean protectsHardLinks();

    /** The first port that takes no capability to bind, net.ipv4.ip_unprivileged_port_start. */
    int firstUnprivilegedPort();
}
