package io.github.landlauncher;

/** Where a start failed: the call that was attempted. Named in docs/errors.md. */
public enum StartStep {
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
    /** pidfd_open(2), or watching the child. */
    WATCH
}
