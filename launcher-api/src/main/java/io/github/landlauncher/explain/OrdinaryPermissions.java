package io.github.landlauncher.explain;

import static io.github.landlauncher.explain.Inode.EXECUTE;
import static io.github.landlauncher.explain.Inode.READ;
import static io.github.landlauncher.explain.Inode.WRITE;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Capability;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether an operation would work without a sandbox, as far as owners, groups, modes, capabilities,
 * read-only mounts and what is there already decide that.
 *
 * <p>An error that would come without the sandbox too is not the sandbox's. The order of the kernel's
 * checks does not matter here: whoever is denied something twice has to lift both.
 *
 * <p>Not looked at, and so taken for permitted: POSIX access control lists, the flags of chattr(1),
 * quotas, other security modules, limits, and that capabilities of a user namespace count for few
 * files. For a signal or an abstract socket it is not known whom it was for.
 */
final class OrdinaryPermissions {

    private static final int NO_PROCESS = 0;

    private final FileFacts facts;
    private final Subject subject;
    private final int pid;

    /** Of a process that is not known, which may have a terminal. */
    OrdinaryPermissions(FileFacts facts, Subject subject) {
        this(facts, subject, NO_PROCESS);
    }

    /** @param pid the process that acts */
    OrdinaryPermissions(FileFacts facts, Subject subject, int pid) {
        this.facts = facts;
        this.subject = subject;
        this.pid = pid;
    }

    /** Whether they let this happen. */
    boolean permit(Explanation explanation) {
        Operation operation = explanation.operation();
        if (operation instanceof Operation.Open open) {
            return opens(open.path(), open.flags());
        }
        if (operation instanceof Operation.Execute execute) {
            return executes(execute.path(), explanation);
        }
        if (operation instanceof Operation.Truncate truncate) {
            return writesFile(truncate.path());
        }
        if (operation instanceof Operation.Make make) {
            return makes(make.path()) && hasCapabilityFor(make.right());
        }
        if (operation instanceof Operation.Remove remove) {
            return removes(remove.path(), remove.right());
        }
        if (operation instanceof Operation.Rename rename) {
            return renames(rename.from(), rename.to(), rename.exchange());
        }
        if (operation instanceof Operation.Link link) {
            return links(link.from(), link.to());
        }
        return permitRest(operation);
    }

    private boolean permitRest(Operation operation) {
        if (operation instanceof Operation.ControlDevice control) {
            return !inode(control.path()).map(Inode::knowsNoIoctl).orElse(true);
        }
        if (operation instanceof Operation.ResolveUnix resolve) {
            return searches(resolve.path())
                    && has(resolve.path(), inode -> inode.isSocket() && inode.permits(subject, WRITE));
        }
        if (operation instanceof Operation.UsePort port) {
            return uses(port.right(), port.port());
        }
        if (operation instanceof Operation.Use use) {
            return searches(use.path()) && inode(use.path()).isPresent();
        }
        return true; // Reach and Call
    }

    private boolean opens(Path path, Set<OpenFlag> flags) {
        if (!searches(path)) {
            return false;
        }
        Optional<Inode> found = inode(path);
        if (found.isEmpty()) {
            return flags.contains(OpenFlag.CREATE) && changes(path.getParent());
        }
        Inode inode = found.get();
        if (flags.contains(OpenFlag.TMPFILE)) {
            return inode.isDirectory() && changes(path);
        }
        if (flags.contains(OpenFlag.CREATE) && flags.contains(OpenFlag.EXCLUSIVE)
                || flags.contains(OpenFlag.DIRECTORY) && !inode.isDirectory()
                || inode.isSymbolicLink()
                || inode.isSocket()
                || inode.isOwnTerminal() && !facts.hasTerminal(pid)) {
            return false;
        }
        boolean writes = flags.contains(OpenFlag.WRITE) || flags.contains(OpenFlag.TRUNCATE);
        if (inode.isDirectory() && (writes || flags.contains(OpenFlag.CREATE))) {
            return false;
        }
        int wanted = (flags.contains(OpenFlag.READ) ? READ : 0) | (writes ? WRITE : 0);
        return inode.permits(subject, wanted) && !(writes && isUnwritable(path, inode));
    }

    private boolean writesFile(Path path) {
        return searches(path)
                && has(path, inode -> inode.isRegularFile()
                        && inode.permits(subject, WRITE)
                        && !isUnwritable(path, inode));
    }

    /** EROFS, ETXTBSY. */
    private boolean isUnwritable(Path path, Inode inode) {
        return inode.isStored() && facts.mount(path).readOnly()
                || inode.isRegularFile() && inode.isExecutable() && facts.isRunning(path);
    }

    /** With the interpreters, which are what the explanation has requirements on. */
    private boolean executes(Path program, Explanation explanation) {
        return executes(program)
                && explanation.requirements().stream()
                        .filter(Requirement.OnPath.class::isInstance)
                        .map(requirement -> ((Requirement.OnPath) requirement).path())
                        .allMatch(this::executes);
    }

    private boolean executes(Path path) {
        return searches(path)
                && has(path, inode -> inode.isRegularFile() && inode.permits(subject, EXECUTE))
                && !facts.mount(path).noExec();
    }

    private boolean makes(Path path) {
        return searches(path) && inode(path).isEmpty() && changes(path.getParent());
    }

    private boolean hasCapabilityFor(AccessFs right) {
        boolean device = right == AccessFs.MAKE_CHAR || right == AccessFs.MAKE_BLOCK;
        return !device || subject.has(Capability.MKNOD);
    }

    private boolean removes(Path path, AccessFs right) {
        boolean directory = right == AccessFs.REMOVE_DIR;
        return takesAway(path)
                && has(path, inode -> inode.isDirectory() == directory)
                && !(directory && !facts.isEmpty(path));
    }

    private boolean renames(Path from, Path to, boolean exchange) {
        if (searches(from) && searches(to) && facts.same(from, to)) {
            return !facts.mount(from).readOnly(); // has no effect, and asks no permission
        }
        if (!takesAway(from) || !onOneMount(from, to) || from.startsWith(to) != to.startsWith(from)) {
            return false;
        }
        Inode source = inode(from).orElseThrow();
        if (!from.getParent().equals(to.getParent()) && !movesAway(source)) {
            return false;
        }
        Optional<Inode> target = inode(to);
        if (target.isEmpty()) {
            return !exchange && makes(to);
        }
        if (exchange) {
            return takesAway(to) && movesAway(target.get());
        }
        return takesAway(to)
                && source.isDirectory() == target.get().isDirectory()
                && (!source.isDirectory() || facts.isEmpty(to));
    }

    /** A directory that goes elsewhere has its entry ".." changed. */
    private boolean movesAway(Inode inode) {
        return !inode.isDirectory() || inode.permits(subject, WRITE);
    }

    private boolean links(Path from, Path to) {
        if (!searches(from) || !has(from, inode -> !inode.isDirectory()) || !onOneMount(from, to)) {
            return false;
        }
        boolean safe = !facts.protectsHardLinks()
                || has(from, inode -> inode.isOwnedBy(subject) || inode.isSafeToLink(subject));
        return safe && makes(to);
    }

    private boolean uses(AccessNet right, int port) {
        boolean binds = right == AccessNet.BIND_TCP || right == AccessNet.BIND_UDP;
        return !binds
                || port == 0
                || port >= facts.firstUnprivilegedPort()
                || subject.has(Capability.NET_BIND_SERVICE);
    }

    /** Whether what is there may be removed from its directory: its name, not its content. */
    private boolean takesAway(Path path) {
        if (!searches(path) || !changes(path.getParent()) || facts.mount(path).point().equals(path)) {
            return false;
        }
        Inode parent = inode(path.getParent()).orElseThrow();
        return has(path, inode -> parent.letsGo(inode, subject));
    }

    /** Whether entries of a directory may be made. */
    private boolean changes(Path directory) {
        return has(directory, inode -> inode.isDirectory() && inode.permits(subject, WRITE | EXECUTE))
                && !facts.mount(directory).readOnly();
    }

    private boolean onOneMount(Path one, Path other) {
        return other.getParent() != null
                && facts.mount(one.getParent()).equals(facts.mount(other.getParent()));
    }

    /** Whether every directory on the way to a path may be searched. */
    private boolean searches(Path path) {
        Path directory = path.getParent();
        if (directory == null) {
            return true;
        }
        return searches(directory)
                && has(directory, inode -> inode.isDirectory() && inode.permits(subject, EXECUTE));
    }

    private boolean has(Path path, Predicate<Inode> property) {
        return path != null && inode(path).filter(property).isPresent();
    }

    private Optional<Inode> inode(Path path) {
        return facts.inode(path);
    }
}
