package io.github.landlauncher.it.escape;

import java.util.List;

/** Attempts to run programs and to see other files at known places. */
final class ProgramAttempts {

    static final List<Attempt> EXECUTION =
            List.of(
                    execution("exec", "execute a program of one's own making",
                                    "execute-program {rw}/{new}")
                            .claimedBy("EXECUTE")
                            .refused("EACCES"),
                    execution("exec-script", "execute a script of one's own making",
                                    "execute-script {rw}/{new}")
                            .claimedBy("EXECUTE")
                            .refused("EACCES"),
                    execution("exec-tmpfile", "execute a temporary file without a name",
                                    "execute-temporary-file {rw}")
                            .claimedBy("EXECUTE")
                            .refused("EACCES"),
                    execution("exec-unreadable",
                                    "execute a program that may be executed, but not be read",
                                    "execute-there {xonly}/program")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    execution("interpret", "have a shell read the script",
                                    "interpret-script {rw}/{new}")
                            .claimedBy("interpreters")
                            .open(),
                    execution("load", "have the ELF interpreter load the program",
                                    "execute-by-loader {loader} {rw}/dynamic")
                            .claimedBy("interpreters")
                            .open(),
                    execution("exec-memfd", "execute a file in memory", "execute-memory-file")
                            .claimedBy("memfd", "interpreters")
                            .openUntil(Profile.STRICT, "EPERM"),
                    execution("map-code", "map a file of one's own making as code",
                                    "map-code {rw}/{new}")
                            .claimedBy("interpreters")
                            .open(),
                    execution("make-code", "write code to memory", "make-code").open(),
                    execution("setuid", "gain another user by a set-user-ID program",
                                    "execute-setuid {programs}/setuid " + Scene.OTHER_USER)
                            .refused(Result.NO_EFFECT),
                    execution("setuid-su", "gain root by the system's su", "execute-su")
                            .refused(Result.NO_EFFECT));

    static final List<Attempt> MOUNTS =
            List.of(
                    mounts("mount", "mount a file system", "mount-tmpfs {rw}/mountpoint")
                            .refused("EPERM"),
                    mounts("mount-bind", "mount a secret directory where files may be read",
                                    "read-by-bind-mount {secret} {rw}/mountpoint")
                            .refused("EPERM"),
                    mounts("umount", "remove a mount", "unmount {mounted}")
                            .refused("EPERM"),
                    mounts("pivot-root", "make a secret directory the root", "pivot-root {secret}")
                            .refused("EPERM"),
                    mounts("new-mount", "make a mount by fsopen(2)", "make-new-mount")
                            .claimedBy("mounts", "capabilities")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    mounts("new-mount-write", "make a file in such a mount", "write-in-new-mount")
                            .refused("EACCES")
                            .under(Profile.CONTAINMENT, "EPERM"),
                    mounts("move-mount", "attach such a mount", "attach-new-mount {rw}/mountpoint")
                            .refused("EPERM"),
                    mounts("open-tree", "read in a copy of a mount", "read-by-tree {secret}")
                            .refused("EACCES")
                            .under(Profile.CONTAINMENT, "EPERM"),
                    mounts("chroot", "change the root directory", "change-root {rw}")
                            .claimedBy("mounts", "capabilities")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    mounts("chroot-read", "read with a secret directory as the root",
                                    "read-by-chroot {secret}")
                            .refused("EACCES")
                            .under(Profile.CONTAINMENT, "EPERM"),
                    mounts("user-namespace", "make a user namespace, with all capabilities in it",
                                    "unshare-user")
                            .claimedBy("namespaces", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    mounts("user-namespace-mount", "mount a secret directory in such a namespace",
                                    "mount-in-user-namespace {secret} {rw}/mountpoint")
                            .refused("EPERM"),
                    mounts("user-namespace-clone", "make a user namespace by clone(2)",
                                    "clone-user")
                            .claimedBy("namespaces", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    mounts("user-namespace-clone3", "make a user namespace by clone3(2)",
                                    "clone3-user")
                            .claimedBy("namespaces", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "ENOSYS"),
                    mounts("network-namespace", "make a network namespace", "unshare-network")
                            .claimedBy("namespaces", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    mounts("user-namespace-32-bit", "make a user namespace by a 32-bit call",
                                    "unshare-by-32-bit-call")
                            .claimedBy("namespaces", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "SIGSYS"),
                    mounts("user-namespace-x32", "make a user namespace by a call of x32",
                                    "unshare-by-x32-call")
                            .claimedBy("namespaces", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    mounts("setns", "enter the launcher's mount namespace",
                                    "enter-mount-namespace {jvm} {secret}/file")
                            .refused("EPERM"));

    private ProgramAttempts() {}

    private static Attempt.Row execution(String name, String aim, String command) {
        return Attempt.Row.of(Group.EXECUTION, name, aim, command);
    }

    private static Attempt.Row mounts(String name, String aim, String command) {
        return Attempt.Row.of(Group.MOUNTS, name, aim, command);
    }
}
