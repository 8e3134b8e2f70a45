package io.github.landlauncher.linux;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import java.util.Map;

/**
 * What the usual errno of each step means and what to do; docs/errors.md has a section for every
 * row and says more.
 */
final class Advice {

    private static final Map<String, String> ROWS = Map.ofEntries(
            row(StartStep.HELPER, Errno.EACCES, "The helper cannot be made executable: neither a memfd"
                    + " (vm.memfd_noexec) nor a file in java.io.tmpdir may be executed."),
            row(StartStep.HELPER, Errno.EMFILE, "The JVM has reached its limit of open files."),
            row(StartStep.CREATE_RULESET, Errno.EMFILE, "The JVM has reached its limit of open files."),
            row(StartStep.CREATE_RULESET, Errno.ENOMSG, "The ruleset would be empty."),
            row(StartStep.OPEN_PATH, Errno.ENOENT, "It does not exist. If it may be missing, allow it with"
                    + " an ...IfExists method."),
            row(StartStep.OPEN_PATH, Errno.EACCES, "The JVM itself may not look there."),
            row(StartStep.OPEN_PATH, Errno.ENOTDIR, "A component of the path is not a directory."),
            row(StartStep.OPEN_PATH, Errno.ELOOP, "A symbolic link stands where none is followed: as last"
                    + " component of a rule that allows writing, anywhere beneath a base, or a link of"
                    + " /proc to an open file. Name its target."),
            row(StartStep.OPEN_PATH, Errno.EXDEV, "The path leaves the base it has to stay beneath."),
            row(StartStep.OPEN_PATH, Errno.EMFILE, "The JVM has reached its limit of open files."),
            row(StartStep.OPEN_PATH, Errno.ENOSYS, "A seccomp filter around this JVM hides openat2."),
            row(StartStep.ADD_RULE, Errno.EINVAL, "A right that only directories have, on something that is"
                    + " not a directory. Use a directory, or leave these rights out."),
            row(StartStep.ADD_RULE, Errno.EBADFD, "Pipes, sockets and the like are not files of a hierarchy"
                    + " and need no rule."),
            row(StartStep.DESCRIPTORS, Errno.EMFILE, "The JVM has reached its limit of open files."),
            row(StartStep.DESCRIPTORS, Errno.ENFILE, "The system has reached its limit of open files."),
            row(StartStep.CONTROL_GROUP, Errno.EMFILE, "The JVM has reached its limit of open files."),
            row(StartStep.SPAWN, Errno.E2BIG, "Arguments and environment are too large; one string may have"
                    + " 128 KiB at most."),
            row(StartStep.SPAWN, Errno.EAGAIN, "The user has reached the limit of processes (RLIMIT_NPROC),"
                    + " or the control group its own."),
            row(StartStep.SPAWN, Errno.ENOMEM, "There is not enough memory for another process."),
            row(StartStep.SPAWN, Errno.EACCES, "The helper may not be executed where it is: a noexec mount,"
                    + " or a sandbox around this JVM."),
            row(StartStep.SPAWN, Errno.ENOENT, "The helper is not there: /proc is not mounted, or the file"
                    + " named by landlauncher.helper is gone."),
            row(StartStep.SPAWN, Errno.ENOEXEC, "The helper is not a program of this architecture."),
            row(StartStep.SPAWN, Errno.ETXTBSY, "Somebody holds the helper open for writing."),
            row(StartStep.SPAWN, Errno.EMFILE, "The JVM has reached its limit of open files."),
            row(StartStep.CLOSE_RANGE, Errno.ENOSYS, "A seccomp filter around this JVM hides close_range."),
            row(StartStep.CLOSE_RANGE, Errno.EPERM, "A seccomp filter around this JVM refuses close_range."),
            row(StartStep.EXECVE, Errno.ENOENT, "The program, its #! interpreter or its ELF interpreter"
                    + " does not exist."),
            row(StartStep.EXECVE, Errno.EACCES, "The program may not be executed."),
            row(StartStep.EXECVE, Errno.EAGAIN, "The user that was changed to has more processes than its"
                    + " limit (RLIMIT_NPROC) allows."),
            row(StartStep.EXECVE, Errno.E2BIG, "Arguments and environment are too large."),
            row(StartStep.EXECVE, Errno.ENOEXEC, "It is not a program of this architecture, and /bin/sh"
                    + " could not be executed either."),
            row(StartStep.EXECVE, Errno.ETXTBSY, "Somebody holds the program open for writing."),
            row(StartStep.CHDIR, Errno.ENOENT, "The working directory does not exist."),
            row(StartStep.CHDIR, Errno.ENOTDIR, "The working directory is not a directory."),
            row(StartStep.CHDIR, Errno.EACCES, "The JVM's user may not enter the working directory."),
            row(StartStep.NO_NEW_PRIVS, Errno.EPERM, "A seccomp filter around this JVM refuses prctl."),
            row(StartStep.NO_NEW_PRIVS, Errno.EINVAL, "A seccomp filter around this JVM refuses prctl."),
            row(StartStep.LANDLOCK_RESTRICT_SELF, Errno.E2BIG, "This JVM is already inside 16 layers of"
                    + " Landlock, and the kernel allows no more."),
            row(StartStep.LANDLOCK_RESTRICT_SELF, Errno.EPERM, "A seccomp filter around this JVM refuses"
                    + " landlock_restrict_self."),
            row(StartStep.LANDLOCK_RESTRICT_SELF, Errno.EBADFD, "What the helper got is no ruleset: somebody"
                    + " else in this JVM closed the descriptor and its number was used again."),
            row(StartStep.LANDLOCK_RESTRICT_SELF, Errno.EINVAL, "The kernel refuses a flag that belongs to"
                    + " its ABI: a log flag of the policy, or a seccomp filter around this JVM."),
            row(StartStep.SECCOMP_INSTALL, Errno.EINVAL, "This kernel was built without seccomp filters, or"
                    + " refuses this one."),
            row(StartStep.SECCOMP_INSTALL, Errno.EPERM, "A seccomp filter around this JVM refuses seccomp."),
            row(StartStep.SECCOMP_INSTALL, Errno.ENOMEM, "The filters of all sandboxes around this JVM and of"
                    + " this one are too long together."),
            row(StartStep.PARENT_GONE, Errno.ESRCH, "The JVM ended before the child could ask for a"
                    + " signal at its end, or its children are in another pid namespace."),
            row(StartStep.LIMIT, Errno.EPERM, "A hard limit above the JVM's own, which only"
                    + " CAP_SYS_RESOURCE may raise; see /proc/self/limits."),
            row(StartStep.LIMIT, Errno.EINVAL, "A soft limit above the hard limit, or a resource that this"
                    + " kernel does not know."),
            row(StartStep.USER_GROUPS, Errno.EPERM, "Another user needs CAP_SETGID and CAP_SETUID, and a"
                    + " user namespace in which setgroups is allowed."),
            row(StartStep.USER_GID, Errno.EINVAL, "The group is not mapped in the JVM's user namespace."),
            row(StartStep.USER_UID, Errno.EPERM, "Another user needs CAP_SETUID."),
            row(StartStep.USER_UID, Errno.EINVAL, "The user is not mapped in the JVM's user namespace."),
            row(StartStep.CAPABILITIES, Errno.EPERM, "A capability to keep is not in the permitted"
                    + " and the bounding set of the JVM."),
            row(StartStep.CAPABILITIES_AMBIENT, Errno.EPERM, "The securebits of the JVM forbid ambient"
                    + " capabilities, so none can be kept."),
            row(StartStep.CAPABILITIES_SECUREBITS, Errno.EPERM, "The securebits of the JVM are locked, or a"
                    + " seccomp filter or security module around it refuses to set them."),
            row(StartStep.CGROUP, Errno.EACCES, "The JVM's user may not move processes from its own control"
                    + " group to that one: it must be allowed to write cgroup.procs of their common"
                    + " ancestor."),
            row(StartStep.CGROUP, Errno.EBUSY, "The control group distributes resources to groups below it"
                    + " (cgroup.subtree_control), so it cannot have processes of its own."),
            row(StartStep.CGROUP, Errno.ENODEV, "The control group was removed."),
            row(StartStep.CGROUP, Errno.ENOENT, "The control group is outside the JVM's cgroup namespace."),
            row(StartStep.CGROUP, Errno.EOPNOTSUPP, "The control group is threaded, or below one that is,"
                    + " and cannot have whole processes."),
            row(StartStep.NOTIFY_INSTALL, Errno.EBUSY, "Cannot watch here because somebody watches this JVM"
                    + " already, by seccomp's user notification, and the kernel allows one listener only."),
            row(StartStep.NOTIFY_INSTALL, Errno.EINVAL, "Cannot watch here because this kernel has no user"
                    + " notification of seccomp filters, or a seccomp filter around this JVM hides it."),
            row(StartStep.NOTIFY_INSTALL, Errno.EACCES, "Cannot watch here because a seccomp filter or"
                    + " security module around this JVM refuses seccomp."),
            row(StartStep.NOTIFY_INSTALL, Errno.EPERM, "Cannot watch here because a seccomp filter or"
                    + " security module around this JVM refuses seccomp."),
            row(StartStep.NOTIFY_INSTALL, Errno.ENOSYS, "Cannot watch here because a seccomp filter around"
                    + " this JVM hides seccomp."),
            row(StartStep.NOTIFY_RECEIVE, Errno.EMFILE, "The JVM has reached its limit of open files."),
            row(StartStep.GUARD, Errno.ENOENT, "The guard of killSurvivors() needs /proc, and a kernel that was"
                    + " built with CONFIG_PROC_CHILDREN."),
            row(StartStep.GUARD, Errno.ENOSYS, "The /proc that is mounted belongs to another pid namespace, so"
                    + " the guard cannot tell its children; or a seccomp filter hides close_range."),
            row(StartStep.GUARD, Errno.EAGAIN, "The user has reached the limit of processes (RLIMIT_NPROC),"
                    + " or the control group its own."),
            row(StartStep.GUARD, Errno.ESRCH, "The JVM ended before the guard could ask for a signal at"
                    + " its end, or its children are in another pid namespace."),
            row(StartStep.WATCH, Errno.EMFILE, "The JVM has reached its limit of open files."),
            row(StartStep.WATCH, Errno.EPERM, "A seccomp filter around this JVM refuses pidfd_open"
                    + " or pidfd_send_signal."),
            row(StartStep.WATCH, Errno.ENOSYS, "A seccomp filter around this JVM hides pidfd_open"
                    + " or pidfd_send_signal."),
            row(StartStep.WATCH, Errno.ENOSPC, "The user has reached the limit of watches"
                    + " (fs.epoll.max_user_watches)."));

    private Advice() {}

    /** Whether there is a row for this pair. */
    static boolean knows(StartStep step, int errno) {
        return ROWS.containsKey(key(step, errno));
    }

    /** The pairs there are rows for, as {@code "EXECVE ENOENT"}. */
    static Iterable<String> rows() {
        return ROWS.keySet();
    }

    /** A sentence for this pair. */
    static String of(StartStep step, int errno) {
        String known = ROWS.get(key(step, errno));
        return known != null ? known : "Step " + step + " failed with " + Errno.name(errno) + ".";
    }

    private static Map.Entry<String, String> row(StartStep step, int errno, String sentence) {
        return Map.entry(key(step, errno), sentence);
    }

    private static String key(StartStep step, int errno) {
        return step + " " + Errno.name(errno);
    }
}
