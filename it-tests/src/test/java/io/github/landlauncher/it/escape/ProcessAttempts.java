package io.github.landlauncher.it.escape;

import java.util.List;

/** Attempts on other processes: on the launcher, which is this JVM, and on the victim. */
final class ProcessAttempts {

    private static final String BY_PERFMON = Machine.hasPerfmonAccess() ? Result.OPEN : "EACCES";

    /** What it asks for, on Linux 6.12 as on 6.18, is access to the memory before all else. */
    private static final String ADVICE_BY_PERFMON = BY_PERFMON;

    /** The line on capabilities says itself from which release of Linux on it holds for these. */
    private static final String[] BY_CAPABILITIES =
            Machine.hasPerfmonAccess() ? new String[] {"capabilities"} : new String[0];

    private static final String[] ADVISING =
            Machine.hasPerfmonAccess()
                    ? new String[] {"ptrace", "capabilities"}
                    : new String[] {"ptrace"};

    static final List<Attempt> PROCESSES =
            List.of(
                    row("ptrace-launcher", "trace the launcher", "trace-launcher {jvm}")
                            .refused("EPERM"),
                    row("ptrace-seize", "stop a process and read its memory",
                                    "seize {victim} {address}")
                            .refused("EPERM"),
                    row("ptrace-attach", "the same by PTRACE_ATTACH", "attach {victim} {address}")
                            .refused("EPERM"),
                    row("process-vm-readv", "read another process's memory",
                                    "read-by-process-vm {victim} {address}")
                            .refused("EPERM"),
                    row("process-vm-writev", "write another process's memory",
                                    "write-by-process-vm {victim} {address}")
                            .refused("EPERM"),
                    row("proc-mem-read", "read it by /proc/PID/mem",
                                    "read-proc-memory {victim} {address}")
                            .refused("EACCES"),
                    row("proc-mem-write", "write it by /proc/PID/mem",
                                    "write-proc-memory {victim} {address}")
                            .refused("EACCES"),
                    row("proc-fd", "open what another process has open",
                                    "read-through-process {victim} fd/{descriptor}")
                            .refused("EACCES"),
                    row("proc-root", "read a file by another process's root",
                                    "read-through-process {victim} root{secret}/file")
                            .refused("EACCES"),
                    row("proc-cwd", "read a file by another process's working directory",
                                    "read-through-process {victim} cwd/secret/file")
                            .refused("EACCES"),
                    row("proc-environ", "read the launcher's environment", "see-environment {jvm}")
                            .claimedBy(BY_CAPABILITIES)
                            .refused("EACCES")
                            .asRoot(Profile.PLAIN, BY_PERFMON),
                    row("proc-maps", "see the launcher's memory map", "see-maps {jvm}")
                            .claimedBy(BY_CAPABILITIES)
                            .refused("EACCES")
                            .asRoot(Profile.PLAIN, BY_PERFMON),
                    row("proc-fd-list", "list the launcher's descriptors", "list-descriptors {jvm}")
                            .claimedBy("processes")
                            .open(),
                    row("proc-fd-target", "see what the launcher has open",
                                    "see-descriptor-target {victim} {descriptor}")
                            .refused("EACCES"),
                    row("proc-cmdline", "read the launcher's command line",
                                    "see-command-line {jvm}")
                            .claimedBy("processes")
                            .open(),
                    row("proc-status", "read the launcher's status", "see-status {jvm}")
                            .claimedBy("processes")
                            .open(),
                    row("pidfd-getfd", "take a descriptor out of another process",
                                    "take-descriptor {victim} {descriptor}")
                            .refused("EPERM"),
                    row("kcmp", "compare with another process", "compare {victim}")
                            .refused("EPERM"),
                    row("robust-list", "see an address of another process",
                                    "see-robust-list {victim}")
                            .refused("EPERM"),
                    row("process-madvise", "push out another process's memory",
                                    "advise {victim} {address}")
                            .claimedBy(ADVISING)
                            .refused("EPERM")
                            .asRoot(Profile.PLAIN, ADVICE_BY_PERFMON),
                    row("move-pages", "see where another process's memory is",
                                    "see-pages {victim} {address}")
                            .refused("EPERM"),
                    row("perf-launcher", "count the launcher's events", "observe {jvm}")
                            .claimedBy("observation", "capabilities")
                            .refused("EACCES")
                            .asRoot(Profile.PLAIN, Result.OPEN)
                            .under(Profile.CONTAINMENT, "EPERM"),
                    row("prlimit", "change another process's limits", "change-limit {victim}")
                            .claimedBy("limits of other processes", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    row("setpriority", "change another process's priority",
                                    "change-priority {victim}")
                            .claimedBy("scheduling")
                            .open()
                            .asRootUnder(Profile.CONTAINMENT, "EPERM"),
                    row("sched-affinity", "change another process's processors",
                                    "change-affinity {victim}")
                            .claimedBy("scheduling")
                            .open()
                            .asRootUnder(Profile.CONTAINMENT, "EPERM"),
                    row("sched-scheduler", "change how another process is scheduled",
                                    "change-scheduler {victim}")
                            .claimedBy("scheduling")
                            .open()
                            .asRootUnder(Profile.CONTAINMENT, "EPERM"),
                    row("ioprio", "change another process's priority for disks",
                                    "change-io-priority {victim}")
                            .claimedBy("scheduling")
                            .open()
                            .asRootUnder(Profile.CONTAINMENT, "EPERM"),
                    row("oom-score", "have the kernel choose another process when memory is short",
                                    "change-oom-score {victim}")
                            .claimedBy("WRITE_FILE")
                            .refused("EACCES"),
                    row("sibling-ptrace", "trace another program with the same policy",
                                    "seize {siblingpid} {siblingaddress}")
                            .started(Sibling.SIBLING)
                            .refused("EPERM"),
                    row("sibling-memory", "read the memory of another program with the same policy",
                                    "read-by-process-vm {siblingpid} {siblingaddress}")
                            .started(Sibling.SIBLING)
                            .refused("EPERM"),
                    row("environment", "find the launcher's environment in one's own",
                                    "has-environment")
                            .claimedBy("environment")
                            .openUntil(Profile.STRICT, Result.NO_EFFECT));

    static final List<Attempt> SIGNALS =
            List.of(
                    launcherSignals("kill-0", "ask whether the launcher may be signalled",
                                    "kill-with-nothing {jvm}")
                            .refusedFrom(6, "EPERM")
                            .beforeUnder(6, Profile.CONTAINMENT, "EPERM"),
                    launcherSignals("kill-launcher", "signal the launcher", "kill {jvm}")
                            .refusedFrom(6, "EPERM")
                            .beforeUnder(6, Profile.CONTAINMENT, "EPERM"),
                    signals("kill", "signal another process", "kill {victim}")
                            .refusedFrom(6, "EPERM"),
                    signals("sigqueue", "signal another process by sigqueue(3)",
                                    "queue-signal {victim}")
                            .refusedFrom(6, "EPERM"),
                    signals("tgkill", "signal a thread of another process", "kill-thread {victim}")
                            .refusedFrom(6, "EPERM"),
                    signals("tkill-thread", "signal another thread of the launcher",
                                    "kill-other-thread {jvm}")
                            .refusedFrom(6, "EPERM"),
                    launcherSignals("pidfd-signal", "signal the launcher by a pidfd",
                                    "kill-by-pidfd {jvm}")
                            .refusedFrom(6, "EPERM")
                            .beforeUnder(6, Profile.CONTAINMENT, "ENOSYS"),
                    launcherSignals("kill-everybody", "signal every process",
                                    "kill-everybody {victim}")
                            .refusedFrom(6, Result.NO_EFFECT)
                            .beforeUnder(6, Profile.CONTAINMENT, "EPERM"),
                    signals("sibling-kill", "signal another program with the same policy",
                                    "kill {siblingpid}")
                            .started(Sibling.SIBLING)
                            .refusedFrom(6, "EPERM"),
                    signals("sigio", "have the kernel signal another process",
                                    "signal-by-owner {victim}")
                            .refusedFrom(6, Result.NO_EFFECT),
                    Attempt.Row.of(Group.SIGNALS, "kill-group",
                                    "signal one's group, which might be the launcher's",
                                    "kill-group {victim}")
                            .claimedBy("session")
                            .refused(Result.NO_EFFECT),
                    signals("kill-same-group", "the same when started in the launcher's group",
                                    "kill-group {victim}")
                            .started(Launch.SAME_SESSION)
                            .refusedFrom(6, Result.NO_EFFECT),
                    signals("sigio-group", "have the kernel signal the launcher's group",
                                    "signal-group-by-owner {victim}")
                            .refusedFrom(6, Result.NO_EFFECT));

    private ProcessAttempts() {}

    private static Attempt.Row row(String name, String aim, String command) {
        return Attempt.Row.of(Group.PROCESSES, name, aim, command);
    }

    /** The filter refuses them where Landlock does not know the scope yet. */
    private static Attempt.Row launcherSignals(String name, String aim, String command) {
        return Attempt.Row.of(Group.SIGNALS, name, aim, command)
                .claimedBy("signals to the JVM's pid", "SIGNAL", "signals");
    }

    private static Attempt.Row signals(String name, String aim, String command) {
        return Attempt.Row.of(Group.SIGNALS, name, aim, command).claimedBy("SIGNAL", "signals");
    }
}
