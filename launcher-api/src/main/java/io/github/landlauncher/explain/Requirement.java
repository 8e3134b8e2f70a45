package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Scope;
import io.github.landlauncher.SyscallGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One thing that an operation takes, and whether a policy allows it. */
public sealed interface Requirement {

    /** Whether the policy allows it, or does not deny it in the first place. */
    boolean met();

    /**
     * Rights on one file or directory.
     *
     * @param path the object that the kernel checks, without symbolic links; for what is made or
     *     removed the directory that it is in
     * @param directory whether that is a directory
     * @param required the rights that the operation takes there, handled or not
     * @param missing those that are handled and that no rule allows there
     * @param rules the rules that allow any of the required rights there, nearest first
     * @param nearest the nearest hierarchy at or above {@code path} on which any rule is, or empty
     */
    record OnPath(
            Path path,
            boolean directory,
            Set<AccessFs> required,
            Set<AccessFs> missing,
            List<PathRule> rules,
            Optional<Path> nearest)
            implements Requirement {
        @Override
        public boolean met() {
            return missing.isEmpty();
        }
    }

    /**
     * That a file does not get more rights where it goes than it has where it is, of which rename(2)
     * and link(2) across directories depend.
     *
     * @param path the file or directory that goes
     * @param to the directory that it goes to
     * @param gained the rights it would gain
     */
    record NoGain(Path path, Path to, Set<AccessFs> gained) implements Requirement {
        @Override
        public boolean met() {
            return gained.isEmpty();
        }
    }

    /**
     * A right on a port.
     *
     * @param port 0 to 65535
     * @param right the right
     * @param met whether a rule allows it, or it is not handled
     * @param rules the rules that allow it
     */
    record OnPort(int port, AccessNet right, boolean met, List<PortRule> rules) implements Requirement {}

    /**
     * That a scope is turned off.
     *
     * @param scope the scope
     * @param met whether the policy does not have it, or best effort left it out
     */
    record Unscoped(Scope scope, boolean met) implements Requirement {}

    /**
     * That no filter refuses a group of system calls.
     *
     * @param group the calls
     * @param met whether no filter does
     */
    record Unfiltered(SyscallGroup group, boolean met) implements Requirement {}
}
