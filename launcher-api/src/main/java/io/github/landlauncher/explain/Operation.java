package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import io.github.landlauncher.SyscallGroup;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Something that a program may try and that a sandbox may deny; an immutable value.
 *
 * <p>Relative paths are relative to the working directory of this JVM. A symbolic link as last
 * component is followed unless a record says otherwise; links before it always are.
 */
public sealed interface Operation {

    /** Opening a file or directory, open(2). */
    record Open(Path path, Set<OpenFlag> flags) implements Operation {
        /** Copies the flags. */
        public Open {
            Objects.requireNonNull(path, "path");
            EnumSet<OpenFlag> copy = EnumSet.noneOf(OpenFlag.class);
            copy.addAll(flags);
            flags = Collections.unmodifiableSet(copy);
        }
    }

    /**
     * Executing a program, execve(2), with what the kernel executes for it: the interpreter of a
     * script and the one of an ELF file.
     */
    record Execute(Path path) implements Operation {}

    /** Changing the length of a file by its path, truncate(2). */
    record Truncate(Path path) implements Operation {}

    /**
     * Making what is not there yet: mkdir(2), mknod(2), symlink(2), bind(2) of a unix socket. The last
     * component is not followed.
     *
     * @param path what is to be made
     * @param right the MAKE_* that this kind of file takes
     */
    record Make(Path path, AccessFs right) implements Operation {}

    /**
     * Removing, unlink(2) or rmdir(2). The last component is not followed.
     *
     * @param path what is to be removed
     * @param right REMOVE_FILE or REMOVE_DIR
     */
    record Remove(Path path, AccessFs right) implements Operation {}

    /**
     * Renaming, rename(2). The last components are not followed.
     *
     * @param from what is renamed
     * @param to its new name; what has it is replaced
     * @param exchange whether the two exchange their names instead, RENAME_EXCHANGE
     */
    record Rename(Path from, Path to, boolean exchange) implements Operation {}

    /**
     * Making a hard link, link(2). The last components are not followed.
     *
     * @param from an existing file
     * @param to its further name
     */
    record Link(Path from, Path to) implements Operation {}

    /** Using ioctl(2) on a device that the program opened itself. */
    record ControlDevice(Path path) implements Operation {}

    /** Connecting or sending to a unix socket by its path. */
    record ResolveUnix(Path path) implements Operation {}

    /** Using a port, by bind(2), connect(2) or sending a datagram. */
    record UsePort(AccessNet right, int port) implements Operation {}

    /** Reaching a process outside: a signal to it, or its abstract unix socket. */
    record Reach(Scope scope) implements Operation {}

    /** System calls that a filter may refuse whatever they are about. */
    record Call(SyscallGroup group) implements Operation {}

    /**
     * Using rights on a file or directory itself, however that comes about. For MAKE_*, REMOVE_* and
     * REFER the path is a directory, in which something is made, removed, or to be moved from or to.
     */
    record Use(Path path, Set<AccessFs> rights) implements Operation {
        /** Copies the rights. */
        public Use {
            Objects.requireNonNull(path, "path");
            EnumSet<AccessFs> copy = EnumSet.noneOf(AccessFs.class);
            copy.addAll(rights);
            rights = Collections.unmodifiableSet(copy);
        }
    }
}
