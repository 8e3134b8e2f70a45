package io.github.landlauncher;

/** Where a start failed: the call that was attempted. Named in docs/errors.md. */
public enum StartStep {
    /** Making the program's private home. */
    PRIVATE_HOME,
    /** Making the helper ready to run: a sealed memfd, or a file. */
    HELPER,
    /** landlock_create_ruleset(2). */
    CREATE_RULESET,
    /** Opening the path of a rule. */
    OPEN_PATH,
    /** landlock_add_rule(2). */
    ADD_RULE,
    /** Making pipes and other descriptors for the child. */
    DESCRIPTORS,
    /** Making a control group with limits for the child. */
    CONTROL_GROUP,
    /** posix_spawn(3) of the helper. */
    SPAWN,
    /** The helper died, or what ran is not the helper of this version. */
    PROTOCOL,
    /** The helper did not understand its arguments. */
    USAGE,
    /** rt_sigprocmask(2) in the child. */
    SIGNAL_MASK,
    /** rt_sigaction(2) in the child. */
    SIGNAL_DEFAULT,
    /** close_range(2) in the child. */
    CLOSE_RANGE,
    /** Writing the status record in the child. */
    RECORD,
    /** execve(2) of the program. */
    EXECVE,
    /** chdir(2) to the directory of the builder. */
    CHDIR,
    /** setsid(2). */
    SESSION,
    /** setpgid(2). */
    GROUP,
    /** prctl(PR_SET_NO_NEW_PRIVS). */
    NO_NEW_PRIVS,
    /** landlock_restrict_self(2). */
    LANDLOCK_RESTRICT_SELF,
    /** close(2) of the ruleset in the child. */
    LANDLOCK_CLOSE,
    /** Reading a seccomp program in the child. */
    SECCOMP_READ,
    /** seccomp(SECCOMP_SET_MODE_FILTER). */
    SECCOMP_INSTALL,
    /** close(2) of the seccomp program in the child. */
    SECCOMP_CLOSE,
    /** prctl(PR_SET_PDEATHSIG). */
    PARENT_DEATH,
    /** The parent ended before the child could ask for a signal at its end. */
    PARENT_GONE,
    /** prlimit64(2) in the child. */
    LIMIT,
    /** setgroups(2), which leaves all supplementary groups. */
    USER_GROUPS,
    /** setresgid(2). */
    USER_GID,
    /** setresuid(2). */
    USER_UID,
    /** prctl(PR_SET_KEEPCAPS), before the user is changed. */
    USER_KEEPCAPS,
    /** capget(2) or capset(2), or a capability to keep that the JVM does not have. */
    CAPABILITIES,
    /** prctl(PR_CAP_AMBIENT_RAISE) of a capability to keep. */
    CAPABILITIES_AMBIENT,
    /** prctl(PR_SET_SECUREBITS), or PR_GET_SECUREBITS, so that execve(2) grants root nothing. */
    CAPABILITIES_SECUREBITS,
    /** Writing to cgroup.procs of the control group, in the child. */
    CGROUP,
    /** close(2) of cgroup.procs in the child. */
    CGROUP_CLOSE,
    /** Reading the seccomp program that shows a watcher what the program tries, in the child. */
    NOTIFY_READ,
    /** seccomp(SECCOMP_SET_MODE_FILTER) with SECCOMP_FILTER_FLAG_NEW_LISTENER, to watch the child. */
    NOTIFY_INSTALL,
    /** sendmsg(2) of the listener, from the child to the JVM. */
    NOTIFY_SEND,
    /** close(2) of what only watching needs, in the child. */
    NOTIFY_CLOSE,
    /** recvmsg(2) of the listener, in the JVM. */
    NOTIFY_RECEIVE,
    /** Putting a guard above the program, for killSurvivors(). */
    GUARD,
    /** pidfd_open(2), or watching the child. */
    WATCH
}
