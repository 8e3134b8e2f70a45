package io.github.landlauncher.it.escape;

import java.util.List;

/** Attempts to reach others by memory, messages, keyrings and unix sockets. */
final class IpcAttempts {

    private static final String KERNEL = "kernel interfaces";

    static final List<Attempt> IPC =
            List.of(
                    ipc("sysv-memory", "attach another's System V shared memory",
                                    "attach-memory {memory}")
                            .claimedBy(KERNEL)
                            .open(),
                    ipc("sysv-message", "receive another's System V message",
                                    "receive-message {messages}")
                            .claimedBy(KERNEL)
                            .open(),
                    ipc("sysv-semaphore", "raise another's System V semaphore",
                                    "raise-semaphore {semaphores}")
                            .claimedBy(KERNEL)
                            .open(),
                    ipc("sysv-memory-make", "make System V shared memory", "make-memory")
                            .claimedBy(KERNEL)
                            .open(),
                    ipc("posix-memory", "make POSIX shared memory", "open-posix-memory /landlauncher-escape")
                            .claimedBy("MAKE_REG")
                            .refused("EACCES"),
                    ipc("posix-queue", "make a POSIX message queue", "open-posix-queue /landlauncher-escape")
                            .claimedBy("MAKE_REG")
                            .refused("EACCES"),
                    ipc("key-read", "read a key in the launcher's session keyring", "read-key landlauncher")
                            .claimedBy(KERNEL)
                            .open(),
                    ipc("key-request", "find such a key by request_key(2)", "request-key landlauncher")
                            .claimedBy(KERNEL)
                            .open(),
                    ipc("key-plant", "put a key into the launcher's session keyring",
                                    "plant-key landlauncher-planted")
                            .claimedBy(KERNEL)
                            .open());

    static final List<Attempt> UNIX =
            List.of(
                    unix("unix-abstract", "connect to an abstract socket", "connect-unix {abstract}")
                            .claimedBy("ABSTRACT_UNIX_SOCKET", "abstract sockets")
                            .refusedFrom(6, "EPERM"),
                    unix("unix-abstract-send", "send to an abstract socket",
                                    "send-unix {abstract}-datagrams")
                            .claimedBy("ABSTRACT_UNIX_SOCKET", "abstract sockets")
                            .refusedFrom(6, "EPERM"),
                    unix("unix-path", "connect to a socket in a secret directory",
                                    "connect-unix {secret}/socket")
                            .claimedBy("RESOLVE_UNIX", "unix sockets")
                            .refusedFrom(9, "EACCES"),
                    unix("unix-path-readable", "connect to a socket where files may be read",
                                    "connect-unix {ro}/socket")
                            .claimedBy("RESOLVE_UNIX", "unix sockets")
                            .refusedFrom(9, "EACCES"),
                    unix("unix-path-send", "send to a socket in a secret directory",
                                    "send-unix {secret}/datagrams")
                            .claimedBy("RESOLVE_UNIX", "unix sockets")
                            .refusedFrom(9, "EACCES"),
                    unix("unix-descriptor", "be sent a secret file's descriptor",
                                    "receive-descriptor {secret}/socket")
                            .claimedBy("RESOLVE_UNIX", "unix sockets")
                            .refusedFrom(9, "EACCES"));

    private IpcAttempts() {}

    private static Attempt.Row ipc(String name, String aim, String command) {
        return Attempt.Row.of(Group.IPC, name, aim, command);
    }

    private static Attempt.Row unix(String name, String aim, String command) {
        return Attempt.Row.of(Group.UNIX, name, aim, command);
    }
}
