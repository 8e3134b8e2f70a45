package io.github.landlauncher.it.escape;

import java.util.List;

/** Attempts to use what the launcher has open, without close-on-exec. No program gets any of it. */
final class LeakAttempts {

    static final List<Attempt> ALL =
            List.of(
                    row("leaked-file-read", "read a secret file", "leaked-file-read"),
                    row("leaked-file-write", "write a secret file", "leaked-file-write"),
                    row("leaked-file-truncate", "empty a secret file", "leaked-file-truncate"),
                    row("leaked-file-chmod", "change a secret file's mode", "leaked-file-chmod")
                            .under(Profile.STRICT, "EPERM"),
                    row("leaked-file-reopen", "reopen a secret file to write", "leaked-file-reopen"),
                    row("leaked-file-link", "give a secret file a name that may be read",
                                    "leaked-file-link {rw}/{new}"),
                    row("leaked-path-reopen", "reopen what was opened with O_PATH",
                                    "leaked-path-reopen"),
                    row("leaked-directory-open", "open a file in a secret directory",
                                    "leaked-directory-open"),
                    row("leaked-directory-enter", "go to a secret directory",
                                    "leaked-directory-enter"),
                    row("leaked-root-open", "open a file in the root directory",
                                    "leaked-root-open {secret}/file"),
                    row("leaked-memory-read", "read a file in memory", "leaked-memory-read"),
                    row("leaked-connection", "receive from a connected socket",
                                    "leaked-connection-receive"),
                    row("leaked-socket", "connect a socket", "leaked-socket-connect {tcp}"),
                    row("leaked-server", "accept a connection", "leaked-server-accept"),
                    row("leaked-datagram", "send by a connected UDP socket", "leaked-datagram-send"),
                    row("leaked-ring", "open a file by an io_uring",
                                    "leaked-ring-open {secret}/file"),
                    row("leaked-ring-personality", "the same with the launcher's credentials",
                                    "leaked-ring-personality {secret}/file"),
                    row("leaked-pidfd-signal", "signal a process by its pidfd",
                                    "leaked-pidfd-signal")
                            .beforeUnder(6, Profile.CONTAINMENT, "ENOSYS"),
                    row("leaked-pidfd-descriptor", "take a descriptor out of a process",
                                    "leaked-pidfd-descriptor")
                            .under(Profile.CONTAINMENT, "EPERM"),
                    row("leaked-terminal", "type into a terminal by its master",
                                    "leaked-terminal-type"),
                    reused("leaked-ruleset",
                                    "widen a ruleset that the next program is started with",
                                    "leaked-ruleset-widen"));

    private LeakAttempts() {}

    private static Attempt row(String name, String aim, String command) {
        return Attempt.Row.of(Group.LEAKS, name, aim, command)
                .started(Launch.LEAKING)
                .refused("EBADF");
    }

    private static Attempt reused(String name, String aim, String command) {
        return Attempt.Row.of(Group.LEAKS, name, aim, command)
                .started(Launch.REUSED_RULESET)
                .refused("EBADF");
    }
}
