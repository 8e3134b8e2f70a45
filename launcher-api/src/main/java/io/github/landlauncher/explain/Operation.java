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

    /**
     * Opening a file or directory, open(2).
     *
     * @param path what is opened
     * @param flags how: READ, WRITE or both, unless PATH is among them
     */
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
     *
     * @param path the program
     */
    record Execute(Path path) implements Operation {
        /** Checks the path. */
        public Execute {
            Objects.requireNonNull(path, "path");
        }
    }

    /**
     * Changing the length of a file by its path, truncate(2).
     *
     * @param path the file
     */
    record Truncate(Path path) implements Operation {
        /** Checks the path. */
        public Truncate {
            Objects.requireNonNull(path, "path");
        }
    }

    /**
     * Making what is not there yet: mkdir(2), mknod(2), symlink(2), bind(2) of a unix socket. The last
     * component is not followed.
     *
     * @param path what is to be made
     * @param right the MAKE_* that this kind of file takes
     */
    record Make(Path path, AccessFs right) implements Operation {
        private static final Set<AccessFs> RIGHTS = EnumSet.of(
                AccessFs.MAKE_CHAR, AccessFs.MAKE_DIR, AccessFs.MAKE_REG, AccessFs.MAKE_SOCK,
                AccessFs.MAKE_FIFO, AccessFs.MAKE_BLOCK, AccessFs.MAKE_SYM);

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException if the right is none of MAKE_*
         */
        public Make {
            Objects.requireNonNull(path, "path");
            if (!RIGHTS.contains(right)) {
                throw new IllegalArgumentException(right + " is no right to make something");
            }
        }
    }

    /**
     * Removing, unlink(2) or rmdir(2). The last component is not followed.
     *
     * @param path what is to be removed
     * @param right REMOVE_FILE or REMOVE_DIR
     */
    record Remove(Path path, AccessFs right) implements Operation {
        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException if the right is neither of the two
         */
        public Remove {
            Objects.requireNonNull(path, "path");
            if (right != AccessFs.REMOVE_FILE && right != AccessFs.REMOVE_DIR) {
                throw new IllegalArgumentException(right + " is no right to remove something");
            }
        }
    }

    /**
     * Renaming, rename(2). The last components are not followed.
     *
     * @param from what is renamed
     * @param to its new name; what has it is replaced
     * @param exchange whether the two exchange their names instead, RENAME_EXCHANGE
     */
    record Rename(Path from, Path to, boolean exchange) implements Operation {
        /** Checks the paths. */
        public Rename {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }
    }

    /**
     * Making a hard link, link(2). The last components are not followed.
     *
     * @param from an existing file
     * @param to its further name
     */
    record Link(Path from, Path to) implements Operation {
        /** Checks the paths. */
        public Link {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }
    }

    /**
     * Using ioctl(2) on a device that the program opened itself.
     *
     * @param path the device
     */
    record ControlDevice(Path path) implements Operation {
        /** Checks the path. */
        public ControlDevice {
            Objects.requireNonNull(path, "path");
        }
    }

    /**
     * Connecting or sending to a unix socket by its path.
     *
     * @param path the socket
     */
    record ResolveUnix(Path path) implements Operation {
        /** Checks the path. */
        public ResolveUnix {
            Objects.requireNonNull(path, "path");
        }
    }

    /**
     * Using a port, by bind(2), connect(2) or sending a datagram.
     *
     * @param right what for
     * @param port 0 to 65535; to bind 0 is to have the kernel choose one
     */
    record UsePort(AccessNet right, int port) implements Operation {
        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException if {@code port} is not in 0 to 65535
         */
        public UsePort {
            Objects.requireNonNull(right, "right");
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port " + port + " is not in 0 to 65535");
            }
        }
    }

    /**
     * Reaching a process outside: a signal to it, or its abstract unix socket.
     *
     * @param scope which of the two
     */
    record Reach(Scope scope) implements Operation {
        /** Checks the scope. */
        public Reach {
            Objects.requireNonNull(scope, "scope");
        }
    }

    /**
     * System calls that a filter may refuse whatever they are about.
     *
     * @param group the calls
     */
    record Call(SyscallGroup group) implements Operation {
        /** Checks the group. */
        public Call {
            Objects.requireNonNull(group, "group");
        }
    }

    /**
     * Using rights on a file or directory itself, however that comes about. For MAKE_*, REMOVE_* and
     * REFER the path is a directory, in which something is made, removed, or to be moved from or to.
     *
     * @param path the file or directory
     * @param rights the rights that are used there
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
