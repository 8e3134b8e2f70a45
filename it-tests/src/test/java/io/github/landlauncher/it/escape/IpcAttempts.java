package io.github.landlauncher.it.escape;

import java.util.List;

/** Attempts to reach others by memory, messages, keyrings and unix sockets. */
final class IpcAttempts {

    private static final String[] ABSTRACT = {
        "ABSTRACT_UNIX_SOCKET", "abstract sockets", "new unix sockets", "network"
    };
    private static final String[] BY_PATH = {
        "RESOLVE_UNIX", "unix sockets", "new unix sockets", "network"
    };

    static final List<Attempt> IPC =
            List.of(
                    ipc("sysv-memory", "attach another's System V shared memory",
                                    "attach-memory {memory}")
                            .claimedBy("System V IPC", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    ipc("sysv-message", "receive another's System V message",
                                    "receive-message {messages}")
                            .claimedBy("System V IPC", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    ipc("sysv-semaphore", "raise another's System V semaphore",
                                    "raise-semaphore {semaphores}")
                            .claimedBy("System V IPC", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    ipc("sysv-memory-make", "make System V shared memory", "make-memory")
                            .claimedBy("System V IPC", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    ipc("posix-memory", "make POSIX shared memory",
                                    "open-posix-memory /landlauncher-escape")
                            .claimedBy("MAKE_REG")
                            .refused("EACCES"),
                    ipc("posix-queue", "make a POSIX message queue",
                                    "open-posix-queue /landlauncher-escape")
                            .claimedBy("MAKE_REG")
                            .refused("EACCES")
                            .under(Profile.CONTAINMENT, "EPERM"),
                    ipc("posix-queue-leave", "leave such a queue behind, though not open",
                                    "make-posix-queue /landlauncher-escape")
                            .claimedBy("System V IPC", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    ipc("posix-queue-remove", "remove another's POSIX message queue",
                                    "remove-posix-queue {queue}")
                            .claimedBy("System V IPC", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    ipc("key-read", "read a key in the launcher's session keyring",
                                    "read-key landlauncher")
                            .claimedBy("keyrings", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    ipc("key-request", "find such a key by request_key(2)",
                                    "request-key landlauncher")
                            .claimedBy("keyrings", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    ipc("key-plant", "put a key into the launcher's session keyring",
                                    "plant-key landlauncher-planted")
                            .claimedBy("keyrings", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"));

    static final List<Attempt> UNIX =
            List.of(
                    unix("unix-abstract", "connect to an abstract socket",
                                    "connect-unix {abstract}")
                            .claimedBy(ABSTRACT)
                            .refusedFrom(6, "EPERM")
                            .under(Profile.STRICT, "EAFNOSUPPORT"),
                    unix("unix-abstract-send", "send to an abstract socket",
                                    "send-unix {abstract}-datagrams")
                            .claimedBy(ABSTRACT)
                            .refusedFrom(6, "EPERM")
                            .under(Profile.STRICT, "EAFNOSUPPORT"),
                    unix("unix-path", "connect to a socket in a secret directory",
                                    "connect-unix {secret}/socket")
                            .claimedBy(BY_PATH)
                            .refusedFrom(9, "EACCES")
                            .under(Profile.STRICT, "EAFNOSUPPORT"),
                    unix("unix-path-readable", "connect to a socket where files may be read",
                                    "connect-unix {ro}/socket")
                            .claimedBy(BY_PATH)
                            .refusedFrom(9, "EACCES")
                            .under(Profile.STRICT, "EAFNOSUPPORT"),
                    unix("unix-path-send", "send to a socket in a secret directory",
                                    "send-unix {secret}/datagrams")
                            .claimedBy(BY_PATH)
                            .refusedFrom(9, "EACCES")
                            .under(Profile.STRICT, "EAFNOSUPPORT"),
                    unix("unix-pair-abstract", "the same to an abstract socket by one of a pair",
                                    "send-unix-by-pair {abstract}-datagrams")
                            .claimedBy(ABSTRACT)
                            .refusedFrom(6, "EPERM")
                            .under(Profile.STRICT, "EPROTONOSUPPORT"),
                    unix("unix-pair", "the same to one in a secret directory",
                                    "send-unix-by-pair {secret}/datagrams")
                            .claimedBy(BY_PATH)
                            .refusedFrom(9, "EACCES")
                            .under(Profile.STRICT, "EPROTONOSUPPORT"),
                    unix("unix-descriptor", "be sent a secret file's descriptor",
                                    "receive-descriptor {secret}/socket")
                            .claimedBy(BY_PATH)
                            .refusedFrom(9, "EACCES")
                            .under(Profile.STRICT, "EAFNOSUPPORT"));

    private IpcAttempts() {}

    private static Attempt.Row ipc(String name, String aim, String command) {
        return Attempt.Row.of(Group.IPC, name, aim, command);
    }

    private static Attempt.Row unix(String name, String aim, String command) {
        return Attempt.Row.of(Group.UNIX, name, aim, command);
    }
}
